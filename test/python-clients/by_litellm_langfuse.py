"""LiteLLM's callback `langfuse_otel`, which sends OpenTelemetry to the endpoint of Langfuse; the models are mocks."""

import logging
import os
import time
import uuid

import cached_answers
import litellm
import otlp
from checks import HOST, check, run, same

os.environ["LANGFUSE_OTEL_HOST"] = HOST
litellm.callbacks = ["langfuse_otel"]
# It looks for a proxy that nobody has asked for.
logging.getLogger("LiteLLM").addFilter(lambda record: "Proxy Server is not installed" not in record.getMessage())


def arrived(mock_response, model):
    """The generation that a call becomes, found by the user whom it names."""
    user = f"user-{uuid.uuid4()}"
    messages = [{"role": "user", "content": "Why?"}]
    litellm.completion(model=model, messages=messages, mock_response=mock_response, metadata={"trace_user_id": user})
    deadline = time.monotonic() + 20
    while True:
        found = otlp.read_traces(userId=user)
        if found and found[0]["observations"]:
            break
        assert time.monotonic() < deadline, "nothing has come in"
        time.sleep(0.05)
    trace = otlp.read_trace(int(found[0]["id"], 16))
    (generation,) = [each for each in trace["observations"] if each["type"] == "GENERATION"]
    same(trace, {"userId": user, "totalCost": generation["calculatedTotalCost"]})
    return generation, otlp.read_bill(generation["id"])


@check
def costs():
    """what was cached and thought counts once, and costs by our prices what it costs by LiteLLM's"""
    found, bill = arrived(cached_answers.of_gpt(), "gpt-4o-mini")
    same(found, {"model": "gpt-4o-mini", "usageDetails": cached_answers.GPT_BUCKETS})
    cached_answers.agree(found["calculatedTotalCost"], bill, cached_answers.GPT_COST)
    found, bill = arrived(cached_answers.of_claude(), cached_answers.CLAUDE)
    cache = {"input_cached_tokens": 5000, "input_cache_creation": 1000}
    same(found, {"model": cached_answers.CLAUDE, "usageDetails": {**cached_answers.CLAUDE_BUCKETS, **cache}})
    cached_answers.agree(found["calculatedTotalCost"], bill, cached_answers.CLAUDE_COST)


run()
