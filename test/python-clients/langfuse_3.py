"""The SDK for Python, 3.x."""

import second_generation
from checks import HOST, PUBLIC_KEY, SECRET_KEY, check, run
from langfuse import Langfuse
from langfuse.api import CreateCommentRequest, CreateScoreConfigRequest, UpdateScoreConfigRequest
from langfuse.api.resources.commons.errors import NotFoundError

langfuse = Langfuse(public_key=PUBLIC_KEY, secret_key=SECRET_KEY, host=HOST, environment="test")
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
def deletes():
    """scores and traces are deleted"""
    second_generation.deletes(langfuse, langfuse.api.score.delete, TRACE)


@check
def fails_as_expected():
    """an unknown trace is an error of the kind that the client knows"""
    second_generation.fails_as_expected(langfuse, NotFoundError)


run()
