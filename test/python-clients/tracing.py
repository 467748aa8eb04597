"""What the SDKs for Python 3.x and 4.x trace alike: it goes out by OpenTelemetry, and is read back by their own client of the API."""

import base64
from datetime import datetime, timedelta, timezone

import httpx

from checks import PROJECT_ID, fails_with, same
from langfuse import observe, propagate_attributes
from langfuse.media import LangfuseMedia

TYPES = ["span", "generation", "agent", "tool", "chain", "retriever", "evaluator", "embedding", "guardrail"]
RELEASE = "r-9"
QUESTION = [{"role": "user", "content": "Why? Größe ≥ 1"}]
ANSWER = {"role": "assistant", "content": "Because."}


def read(langfuse, trace_id):
    """A trace, and its observations by name; what was flushed is there at once."""
    langfuse.flush()
    trace = langfuse.api.trace.get(trace_id)
    named = {each.name: each for each in trace.observations}
    assert len(named) == len(trace.observations), sorted(each.name for each in trace.observations)
    for each in trace.observations:
        same(each, {"trace_id": trace_id, "environment": "test"})
    return trace, named


def keeps_every_type(langfuse):
    with langfuse.start_as_current_observation(name="root", input={"q": 1}, output=[1, None, "two"]) as root:
        for kind in TYPES:
            with langfuse.start_as_current_observation(name=f"a {kind}", as_type=kind, input=kind):
                pass
        langfuse.create_event(name="an event", input="now", metadata={"a": 1}, level="DEBUG")
    trace, found = read(langfuse, root.trace_id)
    same(trace, {"name": "root", "input": {"q": 1}, "output": [1, None, "two"], "release": RELEASE})
    for kind in [*TYPES, "event"]:
        named = found[f"an {kind}" if kind == "event" else f"a {kind}"]
        same(named, {"type": kind.upper(), "parent_observation_id": root.id})
        same(named.input, "now" if kind == "event" else kind)
    same(found["an event"], {"level": "DEBUG"})
    same(found["an event"].metadata, {"a": 1})
    same(found["root"], {"id": root.id, "type": "SPAN", "parent_observation_id": None, "input": {"q": 1}})


def keeps_generations(langfuse):
    before = datetime.now(timezone.utc)
    with langfuse.start_as_current_observation(name="call") as root:
        with langfuse.start_as_current_observation(
            name="answer",
            as_type="generation",
            model="gpt-4o",
            model_parameters={"temperature": 0.5, "max_tokens": 64, "stop": ["a", "b"]},
            input=QUESTION,
            metadata={"attempt": 1, "nested": {"deep": [1, "two"]}},
            version="v-2",
        ) as generation:
            first_token = datetime.now(timezone.utc)
            generation.update(
                output=ANSWER,
                completion_start_time=first_token,
                usage_details={"input": 12, "output": 4, "input_cached_tokens": 3, "total": 19},
                cost_details={"input": 0.0012, "output": 0.0004, "total": 0.0016},
                level="WARNING",
                status_message="slow",
            )
        langfuse.start_observation(name="vector", as_type="embedding", model="e-1", usage_details={"input": 7}).end()
    trace, found = read(langfuse, root.trace_id)
    answer = found["answer"]
    same(
        answer,
        {
            "id": generation.id,
            "type": "GENERATION",
            "parent_observation_id": root.id,
            "model": "gpt-4o",
            "model_parameters": {"temperature": 0.5, "max_tokens": 64, "stop": ["a", "b"]},
            "input": QUESTION,
            "output": ANSWER,
            "version": "v-2",
            "usage_details": {"input": 12, "output": 4, "input_cached_tokens": 3, "total": 19},
            "cost_details": {"input": 0.0012, "output": 0.0004, "total": 0.0016},
            "calculated_total_cost": 0.0016,
            "level": "WARNING",
            "status_message": "slow",
        },
    )
    same(answer.metadata, {"attempt": 1, "nested": {"deep": [1, "two"]}})
    # The API has milliseconds.
    same(abs(answer.completion_start_time - first_token) < timedelta(milliseconds=1), True)
    assert before - timedelta(milliseconds=1) <= answer.start_time <= answer.end_time
    same(found["vector"], {"type": "EMBEDDING", "model": "e-1"})
    same(found["vector"].usage_details["input"], 7)
    same(trace, {"total_cost": 0.0016})


def keeps_observed(langfuse):
    """Functions that are decorated: what they take and give, in which order they call each other, and how they fail."""

    @observe(as_type="tool")
    def look_up(word, *, limit):
        return {"found": [word] * limit}

    @observe(name="thinks", as_type="generation")
    def think(words):
        langfuse.update_current_generation(model="m-1", usage_details={"input": 2, "output": 1})
        yield "Be"
        yield "cause"

    @observe()
    def fail():
        raise ValueError("no such word")

    @observe(capture_input=False, as_type="agent")
    def answer(secret):
        ids.append(langfuse.get_current_trace_id())
        look_up("a", limit=2)
        fails_with(ValueError, fail)
        return "".join(think(["a"]))

    ids = []
    same(answer("hidden"), "Because")
    trace, found = read(langfuse, ids[0])
    same(trace, {"name": "answer", "input": None, "output": "Because"})
    same(sorted(found), ["answer", "fail", "look_up", "thinks"])
    same(found["answer"], {"type": "AGENT", "input": None, "output": "Because"})
    below = {"parent_observation_id": found["answer"].id}
    same(found["look_up"], {**below, "type": "TOOL", "output": {"found": ["a", "a"]}})
    same(found["look_up"].input, {"args": ["a"], "kwargs": {"limit": 2}})
    same(found["thinks"], {**below, "type": "GENERATION", "model": "m-1", "output": "Because"})
    same(found["thinks"].usage_details, {"input": 2, "output": 1})
    same(found["fail"], {**below, "type": "SPAN", "level": "ERROR", "status_message": "no such word"})


def propagates(langfuse):
    """What belongs to a trace is stamped on every span of it."""
    of = {"user_id": "user-p", "session_id": "session-p", "tags": ["a", "b"], "version": "v-3"}
    with langfuse.start_as_current_observation(name="root") as root:
        with propagate_attributes(**of, trace_name="renamed", metadata={"tier": "gold"}):
            with langfuse.start_as_current_observation(name="below", metadata={"own": True}):
                pass
    trace, found = read(langfuse, root.trace_id)
    same(trace, {**of, "tags": ["a", "b"], "name": "renamed"})
    same(trace.metadata["tier"], "gold")
    same(found["below"], {"version": "v-3", "parent_observation_id": root.id})
    same(found["below"].metadata["own"], True)
    listed = langfuse.api.trace.list(session_id="session-p", user_id="user-p", tags=["a"]).data
    same(root.trace_id in [each.id for each in listed], True)


def continues_traces(langfuse):
    """A trace and a parent whose ids come from elsewhere."""
    trace_id = langfuse.create_trace_id(seed=f"{PROJECT_ID} {datetime.now().isoformat()}")
    context = {"trace_id": trace_id, "parent_span_id": "00f067aa0ba902b7"}
    with langfuse.start_as_current_observation(name="remote", trace_context=context):
        pass
    _, found = read(langfuse, trace_id)
    same(found["remote"], {"parent_observation_id": "00f067aa0ba902b7"})


def scores_what_runs(langfuse):
    with langfuse.start_as_current_observation(name="scored") as root:
        langfuse.score_current_trace(name="helpful", value=0.5, comment="of the trace")
        langfuse.score_current_span(name="tone", value="warm", data_type="CATEGORICAL")
    langfuse.create_score(trace_id=root.trace_id, name="safe", value=1, data_type="BOOLEAN")
    trace, _ = read(langfuse, root.trace_id)
    scores = {score.name: score for score in trace.scores}
    same(sorted(scores), ["helpful", "safe", "tone"])
    same(scores["helpful"], {"value": 0.5, "comment": "of the trace", "observation_id": None, "environment": "test"})
    same(scores["tone"], {"string_value": "warm", "observation_id": root.id})
    same(scores["safe"], {"value": 1, "data_type": "BOOLEAN"})


def uploads_media_of_inputs(langfuse):
    """A picture in an input is replaced by a reference to where it was uploaded."""
    data = b"\x89PNG" + bytes(range(256)) * 8
    uri = "data:image/png;base64," + base64.b64encode(data).decode()
    content = [{"type": "image_url", "image_url": {"url": uri}}]
    with langfuse.start_as_current_observation(name="seen", input=[{"role": "user", "content": content}]) as root:
        root.update(output={"drawn": LangfuseMedia(content_bytes=data[::-1], content_type="image/jpeg")})
    _, found = read(langfuse, root.trace_id)
    seen = found["seen"]
    for text, expected, kind in [
        (seen.input[0]["content"][0]["image_url"]["url"], data, "image/png"),
        (seen.output["drawn"], data[::-1], "image/jpeg"),
    ]:
        reference = LangfuseMedia.parse_reference_string(text)
        media = langfuse.api.media.get(reference["media_id"])
        same(media, {"content_type": kind, "content_length": len(expected)})
        same(httpx.get(media.url).content, expected)
