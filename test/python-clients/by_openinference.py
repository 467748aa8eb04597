"""OpenInference's instrumentations of OpenAI's SDK and of LangChain."""

import chats
import fake_openai
import otlp
from checks import check, run, same
from langchain_core.language_models import FakeListChatModel
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.tools import tool
from openinference.instrumentation import using_attributes
from openinference.instrumentation.langchain import LangChainInstrumentor
from openinference.instrumentation.openai import OpenAIInstrumentor

OpenAIInstrumentor().instrument(tracer_provider=otlp.provider)
LangChainInstrumentor().instrument(tracer_provider=otlp.provider)


@check
def whole():
    """a chat arrives with model, parameters, usage, messages, and what is said of its trace"""

    def chat():
        with using_attributes(user_id="user-i", session_id="session-i", tags=["a", "b"], metadata={"tier": "gold"}):
            chats.whole()

    trace, (found,), root_id = otlp.traced(chat)
    same(trace, {"name": "root", "userId": "user-i", "sessionId": "session-i"})
    same(sorted(trace["tags"]), ["a", "b"])
    same(
        found,
        {
            "type": "GENERATION",
            "name": "ChatCompletion",
            "parentObservationId": root_id,
            "model": fake_openai.MODEL,
            "modelParameters": {"temperature": 0.5, "max_tokens": 9},
            "usageDetails": chats.USAGE,
            "calculatedTotalCost": fake_openai.COST,
            "input": {"messages": chats.MESSAGES},
            "level": "DEFAULT",
            "metadata": {"tier": "gold", "scope": {"name": "openinference.instrumentation.openai"}},
        },
    )
    same(found["output"]["choices"][0]["message"], {"role": "assistant", "content": fake_openai.ANSWER})


@check
def streamed():
    """a chat that is streamed arrives as a whole, with its first token"""
    _, (found,), _ = otlp.traced(chats.streamed)
    same(found, {"type": "GENERATION", "model": fake_openai.MODEL, "usageDetails": chats.USAGE})
    same(found["output"]["choices"][0]["message"], {"content": fake_openai.ANSWER})
    chats.began_at_first_token(found)


@check
def refused():
    """a chat that fails arrives as an error, with its exception"""
    _, (found,), _ = otlp.traced(chats.refused)
    same(found, {"type": "GENERATION", "level": "ERROR", "model": fake_openai.UNKNOWN_MODEL})
    assert "No such model" in found["statusMessage"], found["statusMessage"]
    (exception,) = found["metadata"]["exceptions"]
    assert "NotFoundError" in exception["type"] and "Traceback" in exception["stacktrace"], exception


@check
def langchain():
    """chains, models and tools of LangChain arrive as what they are, each below its parent"""

    @tool
    def look_up(word: str) -> str:
        """Looks a word up."""
        return f"found {word}"

    def chain():
        prompt = ChatPromptTemplate.from_messages([("user", "{question}")])
        (prompt | FakeListChatModel(responses=["Because."])).invoke({"question": "Why?"})
        look_up.invoke({"word": "a"})

    _, found, root_id = otlp.traced(chain)
    named = {each["name"]: each for each in found}
    same(named["RunnableSequence"], {"type": "CHAIN", "parentObservationId": root_id, "input": "Why?"})
    same(named["RunnableSequence"]["output"]["data"]["content"], "Because.")
    below = {"parentObservationId": named["RunnableSequence"]["id"]}
    same(named["ChatPromptTemplate"], {**below, "input": "Why?"})
    same(named["FakeListChatModel"], {**below, "type": "GENERATION"})
    same(named["FakeListChatModel"]["output"]["generations"][0][0]["text"], "Because.")
    same(named["look_up"], {"type": "TOOL", "parentObservationId": root_id, "input": "a", "output": "found a"})


run()
