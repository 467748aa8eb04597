"""The SDK for Python, 3.x."""

import costs
import openai_calls
import second_generation
import tracing
from checks import HOST, PUBLIC_KEY, SECRET_KEY, check, run, same
from langfuse import Langfuse
from langfuse.api import (
    CreateCommentRequest,
    CreateModelRequest,
    CreateScoreConfigRequest,
    PricingTierInput,
    UpdateScoreConfigRequest,
)
from langfuse.api.resources.commons.errors import NotFoundError
from langfuse.openai import OpenAI

langfuse = Langfuse(public_key=PUBLIC_KEY, secret_key=SECRET_KEY, host=HOST, environment="test", release=tracing.RELEASE)
TRACE = "of-python-3"


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
    second_generation.reads_observations(langfuse.api.observations, TRACE)


@check
def sessions():
    """sessions are found with their traces"""
    second_generation.reads_sessions(langfuse, TRACE)


@check
def scores():
    """scores of every kind are read back, and found"""
    second_generation.writes_scores(langfuse, TRACE)
    second_generation.reads_scores(langfuse.api.score_v_2, langfuse.api.score_v_2.get, TRACE)


@check
def score_configs():
    """score configs are kept"""
    configs = langfuse.api.score_configs

    def create(**fields):
        return configs.create(request=CreateScoreConfigRequest(**fields))

    def update(config_id, **fields):
        return configs.update(config_id, request=UpdateScoreConfigRequest(**fields))

    second_generation.keeps_score_configs(configs, create, update, "grade-3")


@check
def comments():
    """comments are kept"""
    comments = langfuse.api.comments

    def create(**fields):
        return comments.create(request=CreateCommentRequest(**fields))

    second_generation.keeps_comments(comments, create, TRACE)


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
    """what the current trace is updated with wins over what its root says"""
    with langfuse.start_as_current_span(name="outer", input="of the span") as root:
        with langfuse.start_as_current_generation(name="inner", model="m-1"):
            langfuse.update_current_trace(
                name="updated",
                user_id="user-u",
                session_id="session-u",
                version="v-4",
                input={"of": "trace"},
                output=[1, 2],
                metadata={"tier": {"is": "gold"}},
                tags=["x"],
                public=True,
            )
    trace, found = tracing.read(langfuse, root.trace_id)
    expected = {"name": "updated", "user_id": "user-u", "session_id": "session-u", "version": "v-4", "public": True}
    same(trace, {**expected, "input": {"of": "trace"}, "output": [1, 2], "tags": ["x"]})
    same(trace.metadata["tier"], {"is": "gold"})
    same(found["outer"], {"input": "of the span"})
    same(found["inner"], {"type": "GENERATION", "model": "m-1"})


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
    api = langfuse.api

    def create(**fields):
        return api.models.create(request=CreateModelRequest(**fields))

    model = costs.keeps_models(langfuse, create, PricingTierInput.parse_obj, NotFoundError, "model-3")
    trace_id = costs.prices_generations(langfuse, api.observations, api.observations_v_2.get_many, model)
    costs.asks_for_figures([api.metrics.metrics, api.metrics_v_2.metrics], trace_id)
    api.models.delete(model.id)


@check
def deletes():
    """scores and traces are deleted"""
    second_generation.deletes(langfuse, langfuse.api.score.delete, TRACE)


@check
def fails_as_expected():
    """an unknown trace is an error of the kind that the client knows"""
    second_generation.fails_as_expected(langfuse, NotFoundError)


run()
