"""Answers of models that were cached and thought, as LiteLLM hands them on; and what comes of them."""

from litellm import Choices, Message, ModelResponse, Usage
from litellm.types.utils import CompletionTokensDetailsWrapper, PromptTokensDetailsWrapper

CLAUDE = "claude-sonnet-4-5-20250929"
CLAUDE_BUCKETS = {"input": 100, "output": 20, "total": 6120}
# (100 × 3 + 1,000 × 3.75 + 5,000 × 0.3 + 20 × 15) / 1,000,000
CLAUDE_COST = 0.00585
GPT_BUCKETS = {"input": 600, "input_cached_tokens": 400, "output": 70, "output_reasoning_tokens": 30, "total": 1100}
# (600 × 0.15 + 400 × 0.075 + 100 × 0.6) / 1,000,000
GPT_COST = 0.00018


def _answer(model, usage):
    message = Message(content="Because.", role="assistant")
    return ModelResponse(model=model, choices=[Choices(message=message, finish_reason="stop")], usage=usage)


def of_claude():
    counts = {"prompt_tokens": 6100, "completion_tokens": 20, "total_tokens": 6120}
    cache = {"cache_creation_input_tokens": 1000, "cache_read_input_tokens": 5000}
    return _answer(CLAUDE, Usage(**counts, **cache))


def of_gpt():
    return _answer(
        "gpt-4o-mini",
        Usage(
            prompt_tokens=1000,
            completion_tokens=100,
            total_tokens=1100,
            prompt_tokens_details=PromptTokensDetailsWrapper(cached_tokens=400),
            completion_tokens_details=CompletionTokensDetailsWrapper(reasoning_tokens=30),
        ),
    )


def agree(found, bill, cost):
    """LiteLLM's own price list and ours: to a millionth of a cent."""
    for each in (found, float(bill["byPriceList"]["totalCost"])):
        assert abs(each - cost) < 1e-8, (found, bill)
