"""The SDK for Python, 4.x."""

import json

import costs
import openai_calls
import second_generation
import seed
import tracing
from checks import HOST, PROJECT_ID, PUBLIC_KEY, SECRET_KEY, check, run, same
from langfuse import Langfuse
from langfuse.api import PricingTierInput
from langfuse.api.commons.errors import NotFoundError
from langfuse.api.core.pydantic_utilities import parse_obj_as
from langfuse.openai import OpenAI

langfuse = Langfuse(public_key=PUBLIC_KEY, secret_key=SECRET_KEY, host=HOST, environment="test", release=tracing.RELEASE)
TRACE = "of-python-4"


@check
def authenticates():
    """auth_check finds the project, and fails with another secret"""
    second_generation.authenticates(langfuse)


@check
def traces():
    """traces are read back field by field"""
    second_generation.writes_seed(langfuse, TRACE)
    second_generation.reads_traces(langfuse, TRACE)


@check
def observations():
    """observations are read back field by field, and found"""
    second_generation.reads_observations(langfuse.api.legacy.observations_v1, TRACE)


@check
def observations_by_cursor():
    """observations are read back by cursors and groups of fields"""
    groups = "core,basic,time,io,metadata,model,usage,metrics,trace_context"
    get_many = langfuse.api.observations.get_many
    first = get_many(trace_id=TRACE, limit=1, fields=groups, expand_metadata="attempt")
    # Payloads come as they were sent, as text.
    generation = {
        **{key: value for key, value in seed.generation(TRACE).items() if key not in ("model", "calculated_total_cost")},
        "project_id": PROJECT_ID,
        "provided_model_name": "gpt-4o",
        "input": json.dumps([{"role": "user", "content": "Why?"}], separators=(",", ":")),
        "output": json.dumps({"role": "assistant", "content": "Because."}, separators=(",", ":")),
        "is_root_observation": False,
        "user_id": f"user-of-{TRACE}",
        "session_id": f"session-of-{TRACE}",
        "trace_name": "chat",
        "tags": ["a", "b"],
        "release": "r-1",
        "total_cost": 0.0016,
    }
    same(first.data, [generation])
    second = get_many(trace_id=TRACE, limit=1, fields="core", cursor=first.meta.cursor)
    same(second.data, [{"id": f"{TRACE}-span", "start_time": seed.after(1), "name": None, "input": None}])
    assert second.meta.cursor is None
    same(get_many(trace_id=TRACE, is_root_observation=True).data, [{"id": f"{TRACE}-span"}])
    same(get_many(user_id=f"user-of-{TRACE}", level="WARNING", environment="test").data, [{"name": "retrieve"}])


@check
def sessions():
    """sessions are found with their traces"""
    second_generation.reads_sessions(langfuse, TRACE)


@check
def scores():
    """scores of every kind are read back, and found"""
    second_generation.writes_scores(langfuse, TRACE)
    second_generation.reads_scores(langfuse.api.scores, langfuse.api.scores.get_many, TRACE)


@check
def scores_by_cursor():
    """scores of the third generation are read, each value as what it is"""
    get_many = langfuse.api.scores_v3.get_many_v3
    fields = "details,subject,annotation"
    of = {"trace_id": TRACE, "fields": fields}
    page = get_many(**of, limit=3)
    same(page.meta, {"limit": 3})
    rest = get_many(**of, limit=3, cursor=page.meta.cursor)
    assert rest.meta.cursor is None
    found = {score.id[len(TRACE) + 1 :]: score for score in [*page.data, *rest.data]}
    values = {key: score.value for key, score in found.items()}
    same(values, {"number": 0.25, "word": "cold", "bool": False})
    same(found["number"], {"comment": "hm", "subject": {"kind": "trace", "id": TRACE}, "environment": "test"})
    (part,) = get_many(observation_id=f"{TRACE}-span", trace_id=TRACE, fields=fields).data
    same(part, {"value": 2, "metadata": {"by": ["me"]}, "subject": {"kind": "observation", "trace_id": TRACE}})
    (session,) = get_many(session_id=f"session-of-{TRACE}", fields=fields).data
    same(session, {"value": 3, "subject": {"kind": "session", "id": f"session-of-{TRACE}"}})


@check
def score_configs():
    """score configs are kept"""
    configs = langfuse.api.score_configs
    second_generation.keeps_score_configs(configs, configs.create, configs.update, "grade-4")


@check
def comments():
    """comments are kept"""
    comments = langfuse.api.comments
    second_generation.keeps_comments(comments, comments.create, TRACE)


@check
def media():
    """media are uploaded once, and their references lead back to them"""
    second_generation.keeps_media(langfuse, TRACE)


@check
def batch_evaluation():
    """traces and observations are evaluated in batches, found by a filter"""
    second_generation.evaluates_batches(langfuse, TRACE)


@check
def traces_types():
    """observations of every type arrive by OpenTelemetry, as children of their parent"""
    tracing.keeps_every_type(langfuse)


@check
def traces_generations():
    """generations arrive with model, parameters, usage, cost and first token"""
    tracing.keeps_generations(langfuse)


@check
def traces_functions():
    """functions that are observed arrive with what they take, give and raise"""
    tracing.keeps_observed(langfuse)


@check
def propagates():
    """what is propagated is of the trace and of its observations"""
    tracing.propagates(langfuse)


@check
def updates_traces():
    """input, output and publicity of the current trace are of the trace"""
    with langfuse.start_as_current_observation(name="outer", input="of the span") as root:
        langfuse.set_current_trace_io(input={"of": "trace"}, output=[1, 2])
        langfuse.set_current_trace_as_public()
    trace, found = tracing.read(langfuse, root.trace_id)
    same(trace, {"name": "outer", "public": True, "input": {"of": "trace"}, "output": [1, 2]})
    same(found["outer"], {"input": "of the span"})


@check
def continues_traces():
    """a trace that began elsewhere goes on"""
    tracing.continues_traces(langfuse)


@check
def scores_what_runs():
    """what runs is scored: the current trace and span"""
    tracing.scores_what_runs(langfuse)


@check
def uploads_media_of_inputs():
    """pictures in inputs and outputs are uploaded, and found by their references"""
    tracing.uploads_media_of_inputs(langfuse)


@check
def wraps_openai():
    """what goes by its wrapper of OpenAI's SDK arrives as generations that are priced, whole and streamed"""
    openai_calls.keeps_calls(langfuse, OpenAI)


@check
def prices():
    """prices are kept, generations cost what they say, and figures sum it up"""
    api, legacy = langfuse.api, langfuse.api.legacy

    def as_tier(tier):
        return parse_obj_as(PricingTierInput, tier)

    model = costs.keeps_models(langfuse, api.models.create, as_tier, NotFoundError, "model-4")
    trace_id = costs.prices_generations(langfuse, legacy.observations_v1, api.observations.get_many, model)
    costs.asks_for_figures([legacy.metrics_v1.metrics, api.metrics.metrics], trace_id)
    api.models.delete(model.id)


@check
def deletes():
    """scores and traces are deleted"""
    second_generation.deletes(langfuse, langfuse.api.legacy.score_v1.delete, TRACE)


@check
def fails_as_expected():
    """an unknown trace is an error of the kind that the client knows"""
    second_generation.fails_as_expected(langfuse, NotFoundError)


run()
