"""The wrapper of OpenAI's SDK that the SDK for Python 2.x has."""

import fake_openai
from checks import HOST, PUBLIC_KEY, SECRET_KEY, check, run, same
from langfuse import Langfuse
from langfuse.openai import OpenAI, openai

langfuse = Langfuse(PUBLIC_KEY, SECRET_KEY, HOST)
client = OpenAI(api_key="sk-fake", base_url=fake_openai.start(), max_retries=0)
MESSAGES = [{"role": "user", "content": "Why?"}]
PRICED = {"usage_details": fake_openai.BUCKETS, "calculated_total_cost": fake_openai.COST}


def only_trace(user_id):
    openai.flush_langfuse()
    (trace,) = langfuse.fetch_traces(user_id=user_id).data
    return langfuse.fetch_trace(trace.id).data


@check
def whole():
    """a whole answer is kept"""
    answer = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=MESSAGES,
        temperature=0,
        name="answer",
        user_id="wrapped",
        session_id="of-openai",
        tags=["openai"],
        metadata={"from": "wrapper"},
    )
    same(answer.choices[0].message.content, fake_openai.ANSWER)
    trace = only_trace("wrapped")
    output = {"role": "assistant", "content": fake_openai.ANSWER}
    same(trace, {"name": "answer", "session_id": "of-openai", "tags": ["openai"], "input": MESSAGES, "output": output})
    same(
        trace.observations,
        [
            {
                "type": "GENERATION",
                "name": "answer",
                "model": fake_openai.MODEL,
                "model_parameters": {"temperature": 0},
                "input": MESSAGES,
                "output": output,
                "metadata": {"from": "wrapper"},
                **PRICED,
            }
        ],
    )


@check
def stream():
    """an answer that was streamed is kept, and when it began"""
    chunks = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=MESSAGES,
        stream=True,
        stream_options={"include_usage": True},
        user_id="wrapped-stream",
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    same(text, fake_openai.ANSWER)
    (generation,) = only_trace("wrapped-stream").observations
    same(generation, {"output": fake_openai.ANSWER, **PRICED, "level": "DEFAULT"})
    assert generation.start_time <= generation.completion_start_time <= generation.end_time


run()
