"""What the wrapper of OpenAI's SDK sends that the SDKs for Python 3.x and 4.x have: it goes out by OpenTelemetry."""

import fake_openai
from checks import same
from tracing import read

CHAT = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Why?"}], "temperature": 0}


def keeps_calls(langfuse, OpenAI):
    client = OpenAI(api_key="sk-fake", base_url=fake_openai.start(), max_retries=0)
    with langfuse.start_as_current_observation(name="asks") as root:
        client.chat.completions.create(**CHAT, name="whole", metadata={"from": "wrapper"})
        streamed = {"stream": True, "stream_options": {"include_usage": True}}
        for _ in client.chat.completions.create(**CHAT, **streamed, name="streamed"):
            pass
        client.responses.create(model="gpt-5-mini", input="Why?", name="response")
        client.embeddings.create(model=fake_openai.EMBEDDING_MODEL, input="Why?", name="vector")
    trace, found = read(langfuse, root.trace_id)
    chat = {
        "type": "GENERATION",
        "model": fake_openai.MODEL,
        "parent_observation_id": root.id,
        "input": CHAT["messages"],
        "usage_details": fake_openai.BUCKETS,
        "calculated_total_cost": fake_openai.COST,
    }
    for name in ("whole", "streamed"):
        same(found[name], chat)
        same(found[name].model_parameters["temperature"], 0)
    same(found["whole"].output, {"role": "assistant", "content": fake_openai.ANSWER})
    same(found["whole"].metadata["from"], "wrapper")
    same(found["streamed"].output, fake_openai.ANSWER)
    assert found["streamed"].completion_start_time >= found["streamed"].start_time
    response = {"type": "GENERATION", "model": fake_openai.RESPONSE_MODEL, "usage_details": fake_openai.BUCKETS}
    same(found["response"], {**response, "calculated_total_cost": fake_openai.RESPONSE_COST})
    vector = {"type": "EMBEDDING", "model": fake_openai.EMBEDDING_MODEL, "usage_details": {"input": 5}}
    same(found["vector"], {**vector, "calculated_total_cost": fake_openai.EMBEDDING_COST})
    # 2 × 4.05 + 10.15 + 0.1 millionths.
    same(trace, {"total_cost": 0.00001835})
