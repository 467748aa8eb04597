"""What the SDKs for Python 3.x and 4.x do alike. Their traces go out by OpenTelemetry; scores, and all reads, do not."""

import base64
import json

import httpx

import seed
from checks import DIRECT_HOST, HOST, PROJECT_ID, PUBLIC_KEY, SECRET_KEY, fails_with, same
from langfuse import Evaluation
from langfuse.batch_evaluation import EvaluatorInputs
from langfuse.media import LangfuseMedia


def direct(langfuse, secret_key=SECRET_KEY):
    """The client of the API, for requests that are meant to fail: it knows one host for each public key."""
    return type(langfuse.api)(base_url=DIRECT_HOST, username=PUBLIC_KEY, password=secret_key)


def authenticates(langfuse):
    assert langfuse.auth_check()
    same(langfuse.api.projects.get().data, [{"id": PROJECT_ID, "name": "Clients"}])
    same(langfuse.api.health.health(), {"status": "OK"})
    same(langfuse.get_trace_url(trace_id="t-1"), f"{HOST}/project/{PROJECT_ID}/traces/t-1")
    stranger = direct(langfuse, "sk-lf-of-nobody")
    same(fails_with(Exception, stranger.projects.get), {"status_code": 401})


def writes_seed(langfuse, trace_id):
    events = seed.events(trace_id)
    answer = langfuse.api.ingestion.batch(batch=events)
    same(answer.successes, [{"id": event["id"], "status": 201} for event in events])
    same(answer.errors, [])


def reads_traces(langfuse, trace_id):
    found = langfuse.api.trace.get(trace_id)
    same(found, {**seed.trace(trace_id), "html_path": f"/project/{PROJECT_ID}/traces/{trace_id}"})
    same(found.observations, [seed.span(trace_id), seed.generation(trace_id)])
    page = langfuse.api.trace.list(user_id=f"user-of-{trace_id}", tags=["a", "b"], environment=["test"], limit=5)
    same(page.meta, {"page": 1, "limit": 5, "total_items": 1, "total_pages": 1})
    observations = [f"{trace_id}-generation", f"{trace_id}-span"]
    same(page.data, [seed.trace(trace_id)])
    same(sorted(page.data[0].observations), observations)
    assert not langfuse.api.trace.list(user_id=f"user-of-{trace_id}", tags=["a", "z"]).data


def reads_observations(observations, trace_id):
    """Of the first generation: whole, by pages."""
    same(observations.get(f"{trace_id}-generation"), seed.generation(trace_id))
    page = observations.get_many(trace_id=trace_id, limit=1, page=2)
    same(page.meta, {"page": 2, "limit": 1, "total_items": 2, "total_pages": 2})
    same(page.data, [seed.span(trace_id)])
    same(observations.get_many(trace_id=trace_id, type="GENERATION").data, [seed.generation(trace_id)])
    same(observations.get_many(trace_id=trace_id, level="WARNING", name="retrieve").data, [seed.span(trace_id)])
    same(observations.get_many(parent_observation_id=f"{trace_id}-span").data, [seed.generation(trace_id)])


def reads_sessions(langfuse, trace_id):
    session_id = f"session-of-{trace_id}"
    session = langfuse.api.sessions.get(session_id)
    same(session, {"id": session_id, "project_id": PROJECT_ID})
    same(session.traces, [{"id": trace_id, "name": "chat", "session_id": session_id}])
    listed = [session.id for session in langfuse.api.sessions.list(environment=["test"]).data]
    assert session_id in listed, listed


def writes_scores(langfuse, trace_id):
    of = {"trace_id": trace_id}
    langfuse.create_score(**of, score_id=f"{trace_id}-number", name="helpful", value=0.25, comment="hm")
    langfuse.create_score(**of, score_id=f"{trace_id}-word", name="tone", value="cold", data_type="CATEGORICAL")
    langfuse.create_score(**of, score_id=f"{trace_id}-bool", name="safe", value=0, data_type="BOOLEAN")
    part = {"observation_id": f"{trace_id}-span", "metadata": {"by": ["me"]}}
    langfuse.create_score(**of, **part, score_id=f"{trace_id}-part", name="helpful", value=2)
    langfuse.create_score(session_id=f"session-of-{trace_id}", score_id=f"{trace_id}-session", name="helpful", value=3)
    langfuse.flush()


def reads_scores(scores, get_many, trace_id):
    """Of the second generation: by pages."""
    common = {"trace_id": trace_id, "source": "API", "environment": "test"}
    number = {**common, "value": 0.25, "data_type": "NUMERIC", "comment": "hm", "name": "helpful"}
    same(scores.get_by_id(f"{trace_id}-number"), number)
    word = {**common, "string_value": "cold", "data_type": "CATEGORICAL"}
    same(scores.get_by_id(f"{trace_id}-word"), word)
    bool_ = {**common, "value": 0, "string_value": "False", "data_type": "BOOLEAN"}
    same(scores.get_by_id(f"{trace_id}-bool"), bool_)

    def ids(**query):
        return sorted(score.id[len(trace_id) + 1 :] for score in get_many(**query).data)

    same(ids(trace_id=trace_id), ["bool", "number", "part", "word"])
    same(ids(trace_id=trace_id, name="helpful"), ["number", "part"])
    same(ids(session_id=f"session-of-{trace_id}"), ["session"])
    same(ids(trace_id=trace_id, operator=">", value=0.5), ["part"])
    same(ids(score_ids=f"{trace_id}-word,{trace_id}-bool"), ["bool", "word"])
    same(get_many(trace_id=trace_id, limit=3).meta, {"page": 1, "limit": 3, "total_items": 4, "total_pages": 2})
    same(
        get_many(trace_id=trace_id, name="tone").data,
        [{"trace": {"user_id": f"user-of-{trace_id}", "tags": ["a", "b"], "environment": "test"}}],
    )


def keeps_score_configs(configs, create, update, name):
    categories = [{"label": "good", "value": 1}, {"label": "bad", "value": 0}]
    created = create(name=name, data_type="CATEGORICAL", categories=categories)
    same(created, {"name": name, "project_id": PROJECT_ID, "is_archived": False, "data_type": "CATEGORICAL"})
    same(created.categories, categories)
    same(configs.get_by_id(created.id), {"id": created.id, "created_at": created.created_at})
    same(update(created.id, is_archived=True, description="Old"), {"is_archived": True, "description": "Old"})
    assert created.id in [config.id for config in configs.get(limit=100).data]


def keeps_comments(comments, create, trace_id):
    of = {"object_type": "TRACE", "object_id": trace_id}
    created = create(project_id=PROJECT_ID, content="Look here", **of)
    same(comments.get_by_id(created.id), {"content": "Look here", "object_id": trace_id, "object_type": "TRACE"})
    page = comments.get(**of)
    same(page.data, [{"id": created.id, "content": "Look here", "project_id": PROJECT_ID}])
    same(page.meta, {"page": 1, "total_items": 1})


def keeps_media(langfuse, trace_id):
    """As the input of a span is treated before it goes out by OpenTelemetry."""
    data = bytes(range(256)) * 64
    media = LangfuseMedia(content_bytes=data, content_type="image/png")
    of = {"trace_id": trace_id, "observation_id": f"{trace_id}-span", "field": "input"}
    manager = langfuse._resources._media_manager
    manager._find_and_process_media(data={"picture": media}, **of)
    langfuse.flush()
    # It is there already: an output is all that this adds.
    again = LangfuseMedia(content_bytes=data, content_type="image/png")
    manager._find_and_process_media(data={"picture": again}, **{**of, "field": "output"})
    langfuse.flush()
    reference = LangfuseMedia.parse_reference_string(media._reference_string)
    found = langfuse.api.media.get(reference["media_id"])
    same(found, {"content_type": "image/png", "content_length": len(data), "media_id": reference["media_id"]})
    same(httpx.get(found.url).content, data)
    seen = {"seen": [f"A picture: {media._reference_string}"]}
    uri = "data:image/png;base64," + base64.b64encode(data).decode()
    same(langfuse.resolve_media_references(obj=seen, resolve_with="base64_data_uri"), {"seen": [f"A picture: {uri}"]})


def evaluates_batches(langfuse, trace_id):
    """Finds traces and observations by a filter, and writes a score for each."""

    def long_enough(*, output, **_):
        return Evaluation(name="length", value=len(str(output)), comment="by batch")

    def map_trace(*, item):
        return EvaluatorInputs(input=item.input, output=item.output, expected_output=None, metadata={})

    mine = {"type": "string", "operator": "=", "value": trace_id}
    of_trace = json.dumps([{**mine, "column": "id"}])
    common = {"mapper": map_trace, "evaluators": [long_enough]}
    result = langfuse.run_batched_evaluation(scope="traces", filter=of_trace, **common)
    same(result, {"completed": True, "total_items_processed": 1, "total_scores_created": 1})
    of_observations = json.dumps([{**mine, "column": "traceId"}])
    result = langfuse.run_batched_evaluation(scope="observations", filter=of_observations, fetch_batch_size=1, **common)
    same(result, {"completed": True, "total_items_processed": 2, "total_scores_created": 2})
    langfuse.flush()
    scores = [score for score in langfuse.api.trace.get(trace_id).scores if score.name == "length"]
    same({score.observation_id: score.value for score in scores}, {None: 8, f"{trace_id}-span": 15})
    assert len(scores) == 3


def deletes(langfuse, delete_score, trace_id):
    delete_score(f"{trace_id}-word")
    names = [score.name for score in langfuse.api.trace.get(trace_id).scores]
    assert "safe" in names and "tone" not in names, names
    assert langfuse.api.trace.delete(trace_id).message
    assert not langfuse.api.trace.list(user_id=f"user-of-{trace_id}").data
    writes_seed(langfuse, f"{trace_id}-again")
    assert langfuse.api.trace.delete_multiple(trace_ids=[f"{trace_id}-again"]).message
    assert not langfuse.api.trace.list(user_id=f"user-of-{trace_id}-again").data


def fails_as_expected(langfuse, NotFoundError):
    error = fails_with(NotFoundError, lambda: direct(langfuse).trace.get("no-such-trace"))
    same(error.body, {"error": "LangfuseNotFoundError"})
