"""The SDK for Python, 2.x: all that it writes goes out in batches of events."""

import base64
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import httpx

from checks import DIRECT_HOST, PROJECT_ID, PUBLIC_KEY, SECRET_KEY, HOST, check, fails_with, run, same
from langfuse import Langfuse
from langfuse.api import CreateCommentRequest, CreateModelRequest, CreateScoreRequest
from langfuse.api.core import ApiError
from langfuse.decorators import langfuse_context, observe
from langfuse.media import LangfuseMedia

langfuse = Langfuse(PUBLIC_KEY, SECRET_KEY, HOST, release="r-1", environment="test")
INLINE = "data:text/plain;base64," + base64.b64encode(b"hello").decode()
START = datetime(2026, 3, 1, 10, 0, 0, 123000, tzinfo=timezone.utc)


def after(seconds):
    return START + timedelta(seconds=seconds)


@check
def authenticates():
    """auth_check finds the project"""
    assert langfuse.auth_check()
    same(langfuse.client.projects.get().data, [{"id": PROJECT_ID, "name": "Clients"}])
    same(langfuse.client.health.health(), {"status": "OK"})


@check
def refuses_strangers():
    """auth_check fails with another secret"""
    stranger = Langfuse(PUBLIC_KEY, "sk-lf-of-nobody", DIRECT_HOST)
    same(fails_with(ApiError, stranger.client.projects.get), {"status_code": 401})


@check
def trace_as_written():
    """a trace is read back field by field"""
    trace = langfuse.trace(
        name="chat",
        timestamp=START,
        user_id="user-1",
        session_id="session-1",
        version="v-1",
        tags=["b", "a"],
        metadata={"tier": "gold", "nested": {"deep": [1, "two", None]}},
        input={"question": "Why?", "größe": 0.1},
        public=True,
    )
    span = trace.span(
        name="retrieve",
        start_time=after(1),
        input=["query", {"k": 3}],
        metadata={"index": "docs"},
        level="WARNING",
        status_message="slow",
        version="v-2",
    )
    generation = span.generation(
        name="answer",
        start_time=after(2),
        completion_start_time=after(2.5),
        model="gpt-4o",
        model_parameters={"temperature": 0.2, "max_tokens": 64},
        input=[{"role": "user", "content": "Why?"}],
        metadata={"attempt": 1},
    )
    event = generation.event(name="token", start_time=after(2.6), input="first", level="DEBUG")
    generation.update(metadata={"finish": "stop"})
    generation.end(
        end_time=after(4),
        output={"role": "assistant", "content": "Because."},
        usage_details={"input": 12, "output": 4, "cache_read_input_tokens": 3, "total": 19},
        cost_details={"input": 0.0012, "output": 0.0004, "total": 0.0016},
    )
    span.end(end_time=after(5), output="three documents")
    trace.update(output="Because.", tags=["c"], metadata={"outcome": "good"})
    trace.score(name="helpful", value=0.75, comment="nearly")
    generation.score(name="tone", value="warm")
    generation.score(name="safe", value=1, data_type="BOOLEAN")
    langfuse.flush()

    found = langfuse.fetch_trace(trace.id).data
    same(
        found,
        {
            "id": trace.id,
            "timestamp": START,
            "name": "chat",
            "user_id": "user-1",
            "session_id": "session-1",
            "version": "v-1",
            "release": "r-1",
            "environment": "test",
            "tags": ["a", "b", "c"],
            "public": True,
            "metadata": {"tier": "gold", "nested": {"deep": [1, "two", None]}, "outcome": "good"},
            "input": {"question": "Why?", "größe": 0.1},
            "output": "Because.",
            "html_path": f"/project/{PROJECT_ID}/traces/{trace.id}",
            "latency": 4,
            "total_cost": 0.0016,
        },
    )
    same(
        found.observations,
        [
            {
                "id": span.id,
                "trace_id": trace.id,
                "parent_observation_id": None,
                "type": "SPAN",
                "name": "retrieve",
                "start_time": after(1),
                "end_time": after(5),
                "latency": 4,
                "input": ["query", {"k": 3}],
                "output": "three documents",
                "metadata": {"index": "docs"},
                "level": "WARNING",
                "status_message": "slow",
                "version": "v-2",
                "environment": "test",
            },
            {
                "id": generation.id,
                "trace_id": trace.id,
                "parent_observation_id": span.id,
                "type": "GENERATION",
                "name": "answer",
                "start_time": after(2),
                "end_time": after(4),
                "completion_start_time": after(2.5),
                "time_to_first_token": 0.5,
                "model": "gpt-4o",
                # This client's model reads a fraction as text.
                "model_parameters": {"temperature": "0.2", "max_tokens": 64},
                "input": [{"role": "user", "content": "Why?"}],
                "output": {"role": "assistant", "content": "Because."},
                "metadata": {"attempt": 1, "finish": "stop"},
                "level": "DEFAULT",
                "usage_details": {"input": 12, "output": 4, "cache_read_input_tokens": 3, "total": 19},
                "cost_details": {"input": 0.0012, "output": 0.0004, "total": 0.0016},
                "calculated_total_cost": 0.0016,
            },
            {
                "id": event.id,
                "parent_observation_id": generation.id,
                "type": "EVENT",
                "name": "token",
                "start_time": after(2.6),
                "end_time": None,
                "input": "first",
                "level": "DEBUG",
            },
        ],
    )
    same(
        sorted(found.scores, key=lambda score: score.name),
        [
            {"name": "helpful", "value": 0.75, "data_type": "NUMERIC", "source": "API", "comment": "nearly"},
            {"name": "safe", "value": 1, "data_type": "BOOLEAN", "observation_id": generation.id},
            {"name": "tone", "string_value": "warm", "data_type": "CATEGORICAL", "observation_id": generation.id},
        ],
    )


@check
def traces_found():
    """traces are found by what they were written with"""
    ids = [
        langfuse.trace(
            name=f"listed-{index % 2}",
            timestamp=START + timedelta(minutes=index),
            user_id="lister",
            session_id="listed" if index < 3 else "other",
            tags=["listed", f"n{index}"],
            input={"index": index},
        ).id
        for index in range(4)
    ]
    langfuse.flush()

    def found(**query):
        return [trace.id for trace in langfuse.fetch_traces(user_id="lister", **query).data]

    page = langfuse.fetch_traces(user_id="lister", limit=3, page=1)
    same(page.meta, {"page": 1, "limit": 3, "total_items": 4, "total_pages": 2})
    same(page.data, [{"id": ids[index], "input": {"index": index}, "observations": []} for index in (3, 2, 1)])
    same(found(limit=3, page=2), [ids[0]])
    same(found(name="listed-1"), [ids[3], ids[1]])
    same(found(session_id="listed", order_by="timestamp.asc"), ids[:3])
    same(found(tags=["listed", "n2"]), [ids[2]])
    assert ids[1] in found(from_timestamp=START + timedelta(minutes=1), to_timestamp=START + timedelta(minutes=2))
    assert len(found(environment=["test", "other"])) == 4


@check
def scores_found():
    """scores are found: those that this client can read, whatever others there are"""
    langfuse.score(trace_id="scored", id="s-number", name="helpful", value=0.25, comment="hm")
    langfuse.score(trace_id="scored", id="s-word", name="tone", value="cold")
    langfuse.score(trace_id="scored", id="s-bool", name="safe", value=0, data_type="BOOLEAN")
    langfuse.flush()
    scores = langfuse.client.score
    # Later clients write these: of a session, and of later types.
    later = {"name": "later", "source": "API", "environment": "test"}
    for score in (
        {**later, "id": "s-session", "sessionId": "scored-session", "value": 3},
        {**later, "id": "s-text", "traceId": "scored", "value": "A text", "dataType": "TEXT"},
    ):
        event = {"id": f"e-{score['id']}", "type": "score-create", "timestamp": START.isoformat(), "body": score}
        same(langfuse.client.ingestion.batch(batch=[event]).errors, [])
    same(scores.get_by_id("s-number"), {"trace_id": "scored", "value": 0.25, "comment": "hm"})
    page = scores.get(limit=100)
    found = sorted(score.id for score in page.data if score.trace_id == "scored")
    same(found, ["s-bool", "s-number", "s-word"])
    same(scores.get(name="later").data, [])
    same(scores.get(score_ids="s-word").data, [{"string_value": "cold", "value": 0, "trace": {"user_id": None, "tags": []}}])


@check
def sessions_and_observations():
    """sessions and observations are found"""
    trace = langfuse.trace(name="held", session_id="held-session", user_id="holder")
    span = trace.span(name="step", start_time=START, end_time=after(1), input={"n": 1})
    trace.span(name="other", start_time=after(1))
    langfuse.flush()
    same(langfuse.fetch_observation(span.id).data, {"name": "step", "input": {"n": 1}, "latency": 1, "trace_id": trace.id})
    page = langfuse.fetch_observations(trace_id=trace.id, limit=1, page=2)
    same(page.data, [{"id": span.id}])
    same(page.meta, {"page": 2, "limit": 1, "total_items": 2, "total_pages": 2})
    same(langfuse.fetch_observations(name="step", user_id="holder", type="SPAN").data, [{"id": span.id}])
    assert "held-session" in [session.id for session in langfuse.fetch_sessions(limit=50).data]
    session = langfuse.client.sessions.get("held-session")
    same(session, {"project_id": PROJECT_ID, "traces": [{"id": trace.id, "name": "held"}]})


@check
def comments():
    """comments are kept"""
    trace = langfuse.trace(name="commented")
    langfuse.flush()
    request = CreateCommentRequest(project_id=PROJECT_ID, object_type="TRACE", object_id=trace.id, content="Look")
    created = langfuse.client.comments.create(request=request)
    same(langfuse.client.comments.get_by_id(created.id), {"content": "Look", "object_id": trace.id})
    same(langfuse.client.comments.get(object_type="TRACE", object_id=trace.id).data, [{"id": created.id}])


@check
def single_scores():
    """scores are written one by one, and deleted"""
    trace = langfuse.trace(name="rated")
    langfuse.flush()
    request = CreateScoreRequest(trace_id=trace.id, name="single", value="good", data_type="CATEGORICAL", comment="c")
    created = langfuse.client.score.create(request=request)
    same(langfuse.fetch_trace(trace.id).data.scores, [{"id": created.id, "string_value": "good", "comment": "c"}])
    langfuse.client.score.delete(created.id)
    same(langfuse.fetch_trace(trace.id).data.scores, [])


@check
def prices():
    """prices are kept, generations cost what they say, and days sum it up"""
    models = langfuse.client.models
    said = {"model_name": "model-2", "match_pattern": "(?i)^model-2$", "unit": "TOKENS", "input_price": 0.000002}
    created = models.create(request=CreateModelRequest(**said, output_price=0.000008, tokenizer_id="openai"))
    same(created, {**said, "output_price": 0.000008, "total_price": None, "is_langfuse_managed": False})
    same(models.get(created.id), {"id": created.id, **said})
    page = models.list(limit=100)
    same(page.data[0], {"id": created.id})
    same(len(models.list(page=page.meta.total_pages, limit=100).data) > 0, True)

    trace = langfuse.trace(name="priced", timestamp=START, user_id="payer", tags=["paid"])
    at = {"start_time": START, "end_time": after(1)}
    usage = {"promptTokens": 100, "completionTokens": 10, "totalTokens": 110}
    generation = trace.generation(name="own", model="model-2", usage=usage, **at)
    trace.generation(name="sent", model="gpt-4o", usage={"input": 5, "output": 1, "total_cost": 0.25}, **at)
    langfuse.flush()
    # (100 × 2 + 10 × 8) / 1,000,000
    costs = {"calculated_input_cost": 0.0002, "calculated_output_cost": 0.00008, "calculated_total_cost": 0.00028}
    prices = {"model_id": created.id, "input_price": 0.000002, "output_price": 0.000008}
    same(langfuse.fetch_observation(generation.id).data, {**prices, **costs})
    same(langfuse.fetch_trace(trace.id).data, {"total_cost": 0.25028})

    of = {"trace_name": "priced", "user_id": "payer", "tags": ["paid"]}
    days = langfuse.client.metrics.daily(**of, from_timestamp=START, to_timestamp=after(60))
    same(days.meta, {"page": 1, "total_items": 1, "total_pages": 1})
    (day,) = days.data
    same(day, {"date": START.date(), "count_traces": 1, "count_observations": 2, "total_cost": 0.25028})
    by_model = {each.model: each for each in day.usage}
    same(sorted(by_model), ["gpt-4o", "model-2"])
    counts = {"input_usage": 100, "output_usage": 10, "total_usage": 110, "count_observations": 1}
    same(by_model["model-2"], {**counts, "count_traces": 1, "total_cost": 0.00028})
    same(by_model["gpt-4o"], {"total_cost": 0.25, "total_usage": 6})
    models.delete(created.id)


@check
def media():
    """what is attached to a trace is uploaded, and its reference leads back to it"""
    data = bytes(range(256)) * 64
    trace = langfuse.trace(
        name="pictured",
        input={"picture": LangfuseMedia(content_bytes=data, content_type="image/png")},
        metadata={"inline": INLINE},
    )
    span = trace.span(name="seen", output=LangfuseMedia(content_bytes=b"%PDF-1.4", content_type="application/pdf"))
    langfuse.flush()
    found = langfuse.fetch_trace(trace.id).data
    reference = LangfuseMedia.parse_reference_string(found.input["picture"])
    same(reference["content_type"], "image/png")
    media = langfuse.fetch_media(reference["media_id"]).data
    same(media, {"content_type": "image/png", "content_length": len(data)})
    same(httpx.get(media.url).content, data)
    resolved = langfuse.resolve_media_references(obj=found.input, resolve_with="base64_data_uri")
    same(resolved, {"picture": "data:image/png;base64," + base64.b64encode(data).decode()})
    same(langfuse.resolve_media_references(obj=found.metadata, resolve_with="base64_data_uri"), {"inline": INLINE})
    (seen,) = found.observations
    same(seen, {"id": span.id})
    output = LangfuseMedia.parse_reference_string(seen.output)
    same(httpx.get(langfuse.fetch_media(output["media_id"]).data.url).content, b"%PDF-1.4")


@check
def decorated():
    """functions that are observed become a trace with its tree"""

    @observe(as_type="generation")
    def answer(question):
        langfuse_context.update_current_observation(model="gpt-4o", usage_details={"input": 1, "output": 2})
        return f"{question} Because."

    @observe()
    def chat(question):
        langfuse_context.update_current_trace(user_id="decorator", tags=["observed"])
        return {"answer": answer(question)}

    langfuse_context.configure(public_key=PUBLIC_KEY, secret_key=SECRET_KEY, host=HOST)
    chat("Why?")
    langfuse_context.flush()
    (listed,) = langfuse.fetch_traces(user_id="decorator").data
    trace = langfuse.fetch_trace(listed.id).data
    same(trace, {"name": "chat", "tags": ["observed"], "output": {"answer": "Why? Because."}})
    same(
        trace.observations,
        [
            {
                "type": "GENERATION",
                "name": "answer",
                "model": "gpt-4o",
                "output": "Why? Because.",
                "usage_details": {"input": 1, "output": 2, "total": 3},
            }
        ],
    )


@check
def fails_as_expected():
    """an unknown trace is an error of the kind that the client knows"""
    from langfuse.api.resources.commons.errors import NotFoundError

    direct = Langfuse(PUBLIC_KEY, SECRET_KEY, DIRECT_HOST)
    error = fails_with(NotFoundError, lambda: direct.client.trace.get("no-such-trace"))
    same(error.body, {"error": "LangfuseNotFoundError"})


@check
def example_of_the_readme():
    """the example of the README does what it says"""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", readme, re.DOTALL).group(1)
    said = {"http://127.0.0.1:8742": HOST, "pk-lf-local": PUBLIC_KEY, "sk-lf-local": SECRET_KEY}
    for text, own in said.items():
        assert text in example, f"{text} is not in the example"
        example = example.replace(text, own)
    exec(example, {})
    [trace] = langfuse.fetch_traces(user_id="alice", name="chat").data
    observation = langfuse.fetch_observation(trace.observations[0]).data
    same(observation, {"model": "gpt-4o-mini", "usage_details": {"input": 9, "output": 3, "total": 12}})


run()
