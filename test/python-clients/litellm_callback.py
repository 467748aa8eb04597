"""LiteLLM with its `langfuse` callback, which stands on the SDK for Python 2.x; the models are mocks."""

import asyncio
import time

import cached_answers
import httpx
from checks import HOST, PUBLIC_KEY, SECRET_KEY, check, fails_with, run, same
from langfuse import Langfuse
import litellm

litellm.success_callback = ["langfuse"]
litellm.failure_callback = ["langfuse"]
langfuse = Langfuse(PUBLIC_KEY, SECRET_KEY, HOST)
MESSAGES = [{"role": "user", "content": "Why?"}]


def eventually(read):
    """LiteLLM calls back on a thread of its own, and has no way to wait for it."""
    deadline = time.monotonic() + 20
    while True:
        found = read()
        if found:
            return found
        assert time.monotonic() < deadline, "nothing has come in"
        time.sleep(0.05)


def traces_of(user_id):
    traces = eventually(lambda: [trace for trace in langfuse.fetch_traces(user_id=user_id).data if trace.observations])
    return [langfuse.fetch_trace(trace.id).data for trace in traces]


ANSWER = {"role": "assistant", "content": "Because."}
PARTS = {"usage_details": {"input": 10, "output": 20, "total": 30}, "usage": {"input": 10, "output": 20, "total": 30}}


@check
def completion():
    """a completion arrives with its trace, its usage and its cost"""
    response = litellm.completion(
        model="gpt-4o",
        messages=MESSAGES,
        temperature=0.5,
        mock_response="Because.",
        metadata={
            "trace_user_id": "litellm",
            "session_id": "of-litellm",
            "trace_name": "asked",
            "generation_name": "answer",
            "tags": ["mock"],
            "trace_metadata": {"from": "litellm"},
        },
    )
    assert response.choices[0].message.content == "Because."
    (trace,) = traces_of("litellm")
    same(
        trace,
        {
            "name": "asked",
            "session_id": "of-litellm",
            "tags": ["mock"],
            "metadata": {"from": "litellm"},
            "input": {"messages": MESSAGES},
            "output": ANSWER,
        },
    )
    same(trace.observations, [{"type": "GENERATION", "name": "answer", "model": "gpt-4o", "output": ANSWER, **PARTS}])
    (generation,) = trace.observations
    same(generation.model_parameters, {"temperature": "0.5"})
    cost = generation.metadata["litellm_response_cost"]
    assert cost > 0
    same(generation, {"cost_details": {"total": cost}, "calculated_total_cost": cost})
    same(trace.total_cost, cost)


@check
def stream():
    """a streamed completion arrives as a whole, with its first token"""
    chunks = litellm.completion(
        model="gpt-4o",
        messages=MESSAGES,
        stream=True,
        mock_response="Because it is so.",
        metadata={"trace_user_id": "litellm-stream"},
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert text == "Because it is so.", text
    (trace,) = traces_of("litellm-stream")
    same(trace, {"input": {"messages": MESSAGES}, "output": {"content": text}})
    (generation,) = trace.observations
    same(generation, {"type": "GENERATION", "output": {"content": text}, "level": "DEFAULT"})
    assert 0 < generation.time_to_first_token <= generation.latency


@check
def cached():
    """a cached prompt counts once, and costs by our prices what it costs by LiteLLM's"""
    litellm.completion(
        model=cached_answers.CLAUDE,
        messages=MESSAGES,
        mock_response=cached_answers.of_claude(),
        metadata={"trace_user_id": "litellm-cached"},
    )
    ((generation,),) = [trace.observations for trace in traces_of("litellm-cached")]
    # It says that 1,100 went in, of which 1,000 were written to the cache.
    cache = {"cache_read_input_tokens": 5000, "cache_creation_input_tokens": 1000}
    same(generation, {"usage_details": {**cached_answers.CLAUDE_BUCKETS, **cache}, "usage": {"input": 6100}})
    bill = httpx.get(f"{HOST}/api/public/observations/{generation.id}/cost", auth=(PUBLIC_KEY, SECRET_KEY)).json()
    cached_answers.agree(generation.calculated_total_cost, bill, cached_answers.CLAUDE_COST)


@check
def failure():
    """a failure arrives as one"""
    call = litellm.acompletion(
        model="gpt-4o",
        messages=MESSAGES,
        mock_response=Exception("No model is at home"),
        num_retries=0,
        metadata={"trace_user_id": "litellm-failure"},
    )
    fails_with(litellm.exceptions.InternalServerError, lambda: asyncio.run(call))
    (trace,) = traces_of("litellm-failure")
    same(trace.observations, [{"type": "GENERATION", "level": "ERROR", "input": {"messages": MESSAGES}}])
    assert "No model is at home" in trace.observations[0].status_message


run()
