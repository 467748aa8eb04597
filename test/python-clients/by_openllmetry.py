"""OpenLLMetry's instrumentation of OpenAI's SDK."""

import chats
import fake_openai
import otlp
from checks import check, run, same
from opentelemetry.instrumentation.openai import OpenAIInstrumentor

OpenAIInstrumentor().instrument(tracer_provider=otlp.provider)
INPUT = [{"role": each["role"], "parts": [{"type": "text", "content": each["content"]}]} for each in chats.MESSAGES]
OUTPUT = [{"role": "assistant", "parts": [{"type": "text", "content": fake_openai.ANSWER}]}]


@check
def whole():
    """a chat arrives with model, parameters, usage, messages and user"""
    trace, (found,), root_id = otlp.traced(lambda: chats.whole(user="user-l"))
    same(
        found,
        {
            "type": "GENERATION",
            "name": "openai.chat",
            "parentObservationId": root_id,
            "model": fake_openai.MODEL,
            "modelParameters": {"temperature": 0.5, "max_tokens": 9},
            "usageDetails": chats.USAGE,
            "calculatedTotalCost": fake_openai.COST,
            "input": INPUT,
            "output": OUTPUT,
            "level": "DEFAULT",
        },
    )
    same(found["metadata"]["scope"]["name"], "opentelemetry.instrumentation.openai.v1")
    same(found["metadata"]["attributes"], {"gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o-mini"})
    same(trace["userId"], "user-l")


@check
def streamed():
    """a chat that is streamed arrives as a whole, with its first token"""
    _, (found,), _ = otlp.traced(chats.streamed)
    # It does not tell what was thought, of a stream.
    usage = {"input": 8, "input_cached_tokens": 6, "output": 4, "total": 18}
    same(found, {"type": "GENERATION", "model": fake_openai.MODEL, "usageDetails": usage})
    same(found, {"input": INPUT, "output": OUTPUT})
    chats.began_at_first_token(found)


@check
def refused():
    """a chat that fails arrives as an error"""
    _, (found,), _ = otlp.traced(chats.refused)
    same(found, {"type": "GENERATION", "level": "ERROR", "model": fake_openai.UNKNOWN_MODEL})
    assert "No such model" in found["statusMessage"], found["statusMessage"]


run()
