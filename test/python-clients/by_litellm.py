"""LiteLLM's callback for OpenTelemetry; the model is a mock."""

import time
import uuid

import litellm
import otlp
from checks import AUTHORIZATION, check, fails_with, run, same
from litellm.integrations.opentelemetry import OpenTelemetry, OpenTelemetryConfig
from opentelemetry import trace as trace_api

CALLBACK = OpenTelemetry(
    config=OpenTelemetryConfig(exporter="otlp_http", endpoint=otlp.TRACES, headers=f"authorization={AUTHORIZATION}"),
)
litellm.callbacks = [CALLBACK]
MESSAGES = [{"role": "user", "content": "Why?"}]
INPUT = [{"role": "user", "parts": [{"type": "text", "content": "Why?"}]}]


def text(content):
    return {"role": "assistant", "parts": [{"type": "text", "content": content}], "finish_reason": "stop"}


def arrived(call, **more):
    """The trace of a call, which is found by the user whom it names, and the generation in it."""
    user = f"user-{uuid.uuid4()}"
    call(model="gpt-4o", messages=MESSAGES, user=user, **more)
    deadline = time.monotonic() + 20
    while True:
        # It calls back on a thread of its own, and exports on another.
        trace_api.get_tracer_provider().force_flush()
        found = otlp.read_traces(userId=user)
        if found:
            break
        assert time.monotonic() < deadline, "nothing has come in"
        time.sleep(0.05)
    trace = otlp.read_trace(int(found[0]["id"], 16))
    same(trace, {"name": "litellm_request", "userId": user})
    (generation,) = [each for each in trace["observations"] if each["name"] == "litellm_request"]
    same(generation, {"type": "GENERATION", "model": "gpt-4o", "input": INPUT, "parentObservationId": None})
    return trace, generation


@check
def completion():
    """a completion arrives with parameters, usage, cost, messages and user"""
    parameters = {"temperature": 0.5, "max_tokens": 9}
    trace, found = arrived(litellm.completion, mock_response="Because.", **parameters)
    same(trace, {"input": INPUT, "output": [text("Because.")]})
    same(found, {"modelParameters": parameters, "output": [text("Because.")], "level": "DEFAULT"})
    same(found["usageDetails"], {"input": 10, "output": 20, "total": 30})
    cost = found["metadata"]["attributes"]["gen_ai.cost.original_cost"]
    assert cost > 0
    same(found["costDetails"]["total"], cost)
    same(found["costDetails"]["input"] + found["costDetails"]["output"], cost)
    same(trace["totalCost"], cost)


@check
def streamed():
    """a completion that is streamed arrives as a whole"""

    def call(**options):
        for _ in litellm.completion(stream=True, **options):
            pass

    _, found = arrived(call, mock_response="Because it is so.")
    same(found, {"output": [text("Because it is so.")], "level": "DEFAULT"})
    assert found["usageDetails"]["output"] > 0 and found["costDetails"]["total"] > 0


@check
def failure():
    """a completion that fails arrives as an error"""

    def call(**options):
        fails_with(litellm.exceptions.InternalServerError, lambda: litellm.completion(num_retries=0, **options))

    _, found = arrived(call, mock_response=Exception("No model is at home"))
    same(found, {"level": "ERROR", "output": None})
    assert "No model is at home" in found["statusMessage"], found["statusMessage"]


run()
