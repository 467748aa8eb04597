"""Pydantic AI, instrumented by itself, in the versions of its format that it does not call deprecated; the models are its own fakes."""

import otlp
from checks import check, fails_with, run, same
from pydantic_ai import Agent
from pydantic_ai.models.function import FunctionModel
from pydantic_ai.models.instrumented import InstrumentationSettings
from pydantic_ai.models.test import TestModel

VERSIONS = (5, 6)


def agent(model, version):
    made = Agent(model, name="helper", instructions="Be short.")
    made.instrument = InstrumentationSettings(tracer_provider=otlp.provider, version=version)
    return made


def text(role, content):
    return {"role": role, "parts": [{"type": "text", "content": content}]}


@check
def runs():
    """an agent arrives with its calls of a model and its tool, in either version"""
    for version in VERSIONS:
        keeps_run(version)


def keeps_run(version):
    helper = agent(TestModel(), version)

    @helper.tool_plain
    def look_up(word: str) -> str:
        return f"found {word}"

    settings = {"temperature": 0.5, "max_tokens": 9}
    trace, found, root_id = otlp.traced(lambda: helper.run_sync("Why?", model_settings=settings))
    same([each["type"] for each in found], ["AGENT", "GENERATION", "TOOL", "GENERATION"])
    run_, first, tool, second = found
    same(run_, {"name": "helper run", "parentObservationId": root_id, "output": {"look_up": "found a"}})
    same(run_["input"][:2], [text("system", "Be short."), text("user", "Why?")])
    # What an agent counts is what its calls have used.
    same(run_, {"usageDetails": {}, "model": None})
    below = {"parentObservationId": run_["id"], "level": "DEFAULT"}
    call = {**below, "name": "chat test", "model": "test", "modelParameters": settings}
    same(first, {**call, "input": [text("system", "Be short."), text("user", "Why?")]})
    (part,) = first["output"][0]["parts"]
    same(part, {"type": "tool_call", "name": "look_up", "arguments": {"word": "a"}})
    same(tool, {**below, "name": "look_up", "input": {"word": "a"}, "output": "found a"})
    same(second, call)
    same(second["input"][3]["parts"], [{"type": "tool_call_response", "name": "look_up", "result": "found a"}])
    same(second["output"], [text("assistant", '{"look_up":"found a"}')])
    for each in (first, second):
        usage = each["usageDetails"]
        assert usage["input"] > 0 and usage["output"] > 0, usage
        same(usage["total"], usage["input"] + usage["output"])
    # The conversation is the session.
    assert trace["sessionId"], trace["sessionId"]


@check
def fails():
    """an agent whose model fails arrives as an error, and so does the call"""

    def answer(messages, info):
        raise ValueError("no model is at home")

    helper = agent(FunctionModel(answer), VERSIONS[0])
    _, found, _ = otlp.traced(lambda: fails_with(ValueError, lambda: helper.run_sync("Why?")))
    same([each["type"] for each in found], ["AGENT", "GENERATION"])
    for each in found:
        same(each["level"], "ERROR")
        assert "no model is at home" in each["statusMessage"], each["statusMessage"]


run()
