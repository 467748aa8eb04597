"""What generations cost, by the SDKs for Python 3.x and 4.x: by prices of the project, by those that are built in, and as figures."""

import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from checks import fails_with, same
from second_generation import direct
from tracing import read

STANDARD = {"input": 0.000002, "input_cached_tokens": 5e-7, "output": 0.000008}
LONG = {"input": 0.000004, "output": 0.0000123456789}
LONG_INPUT = {"usageDetailPattern": "^input", "operator": "gt", "value": 1000, "caseSensitive": False}
TIERS = [
    {"name": "Standard", "isDefault": True, "priority": 0, "conditions": [], "prices": STANDARD},
    {"name": "Long input", "isDefault": False, "priority": 1, "conditions": [LONG_INPUT], "prices": LONG},
]
SINCE = datetime(2026, 1, 1, tzinfo=timezone.utc)


def usd(*terms):
    """The sum of counts times USD a million, as the API gives it: without an error of its own."""
    return float(sum(count * Decimal(str(price)) for count, price in terms) / 1_000_000)


def keeps_models(langfuse, create, as_tier, NotFoundError, name):
    """Prices of the project are kept, and listed before those that are built in: all of which are readable."""
    models = langfuse.api.models
    said = {"model_name": name, "match_pattern": f"(?i)^{name}$", "unit": "TOKENS", "start_date": SINCE}
    counting = {"tokenizer_id": "openai", "tokenizer_config": {"tokenizerModel": "gpt-4o"}}
    created = create(**said, **counting, pricing_tiers=[as_tier(tier) for tier in TIERS])
    same(created, {**said, **counting, "is_langfuse_managed": False, "total_price": None})
    same(created, {"input_price": STANDARD["input"], "output_price": STANDARD["output"]})
    same({bucket: price.price for bucket, price in created.prices.items()}, STANDARD)
    for tier, wanted in zip(created.pricing_tiers, TIERS, strict=True):
        same(tier, {"name": wanted["name"], "priority": wanted["priority"], "prices": wanted["prices"]})
    (condition,) = created.pricing_tiers[1].conditions
    same(condition, {"usage_detail_pattern": "^input", "operator": "gt", "value": 1000, "case_sensitive": False})
    same(models.get(created.id) == created, True)
    pages = [models.list(limit=100)]
    pages += [models.list(limit=100, page=page) for page in range(2, pages[0].meta.total_pages + 1)]
    listed = [model for page in pages for model in page.data]
    same(len(listed), pages[0].meta.total_items)
    own = [model.model_name for model in listed if not model.is_langfuse_managed]
    same([model.model_name for model in listed[: len(own)]], own)
    assert name in own and "gpt-4o" in [model.model_name for model in listed], own
    flat = create(model_name=f"{name}-flat", match_pattern=f"^{name}-flat$", unit="REQUESTS", total_price=0.25)
    same(flat, {"unit": "REQUESTS", "total_price": 0.25, "input_price": None, "start_date": None})
    models.delete(flat.id)
    fails_with(NotFoundError, lambda: direct(langfuse).models.get(flat.id))
    return created


def prices_generations(langfuse, read_v1, read_v2, model):
    """Counts of OpenAI and Anthropic are priced part by part; costs that were sent win."""
    openai = {
        "prompt_tokens": 100,
        "completion_tokens": 10,
        "total_tokens": 110,
        "prompt_tokens_details": {"cached_tokens": 40},
        "completion_tokens_details": {"reasoning_tokens": 4},
    }
    anthropic = {
        "input_tokens": 100,
        "output_tokens": 20,
        "cache_creation_input_tokens": 1000,
        "cache_read_input_tokens": 5000,
    }
    name = model.model_name
    calls = {
        "short": {"model": name, "usage_details": openai},
        "long": {"model": name.upper(), "usage_details": {"input": 900, "input_cached_tokens": 200, "output": 10}},
        "claude": {"model": "claude-sonnet-4-5-20250929", "usage_details": anthropic},
        "sent": {"model": "gpt-4o", "usage_details": {"input": 5}, "cost_details": {"input": 0.25, "total": 0.25}},
        "unknown": {"model": "nobody-s-model", "usage_details": {"input": 5}},
    }
    with langfuse.start_as_current_observation(name="asks") as root:
        for key, call in calls.items():
            langfuse.start_observation(name=key, as_type="generation", **call).end()
    trace, found = read(langfuse, root.trace_id)

    prices = {"model_id": model.id, "input_price": 0.000002, "output_price": 0.000008, "total_price": None}
    short = {
        **prices,
        "usage_details": {
            "input": 60,
            "input_cached_tokens": 40,
            "output": 6,
            "output_reasoning_tokens": 4,
            "total": 110,
        },
        # What was thought costs what is put out: the model says nothing else of it.
        "cost_details": {
            "input": usd((60, 2)),
            "input_cached_tokens": usd((40, 0.5)),
            "output": usd((6, 8)),
            "output_reasoning_tokens": usd((4, 8)),
            "total": usd((60, 2), (40, 0.5), (10, 8)),
        },
    }
    costs = {
        "calculated_input_cost": usd((60, 2), (40, 0.5)),
        "calculated_output_cost": usd((10, 8)),
        "calculated_total_cost": usd((60, 2), (40, 0.5), (10, 8)),
    }
    same(found["short"], {**short, **costs})
    same(found["short"].usage, {"input": 100, "output": 10, "total": 110, "unit": "TOKENS"})
    # A cached token of long input costs what any does there: 1,100 × 4 + 10 × 12.3456789.
    long = usd((1100, 4), (10, 12.3456789))
    same(found["long"], {"model_id": model.id, "calculated_total_cost": long})
    claude = usd((100, 3), (1000, 3.75), (5000, 0.3), (20, 15))
    same(found["claude"], {"calculated_total_cost": claude, "input_price": 0.000003, "output_price": 0.000015})
    assert found["claude"].model_id not in (None, model.id)
    same(found["sent"], {"cost_details": {"input": 0.25, "total": 0.25}, "calculated_total_cost": 0.25})
    same(found["unknown"], {"model_id": None, "cost_details": {}, "calculated_total_cost": None, "input_price": None})
    spent = [costs["calculated_total_cost"], long, claude, 0.25]
    same(trace, {"total_cost": float(sum(Decimal(str(each)) for each in spent))})

    same(read_v1.get(found["short"].id), {**short, **costs})
    page = read_v2(trace_id=root.trace_id, fields="model,usage").data
    by_cursor = {each["id"]: each for each in map(as_dict, page)}
    same(
        by_cursor[found["short"].id],
        {
            "providedModelName": name,
            "internalModelId": model.id,
            "modelId": model.id,
            "inputPrice": "0.000002",
            "outputPrice": "0.000008",
            "totalPrice": None,
            "usageDetails": short["usage_details"],
            "costDetails": short["cost_details"],
            "totalCost": costs["calculated_total_cost"],
            "usagePricingTierName": "Standard",
        },
    )
    same(by_cursor[found["long"].id], {"usagePricingTierName": "Long input", "totalCost": long})
    return root.trace_id


def as_dict(observation):
    """As it came: the older client leaves it so."""
    return observation if isinstance(observation, dict) else json.loads(observation.json(by_alias=True))


def asks_for_figures(asks, trace_id):
    """What the generations of a trace come to, by model."""
    now = datetime.now(timezone.utc)
    query = {
        "view": "observations",
        "dimensions": [{"field": "providedModelName"}],
        "metrics": [
            {"measure": "totalCost", "aggregation": "sum"},
            {"measure": "inputCost", "aggregation": "sum"},
            {"measure": "outputTokens", "aggregation": "sum"},
            {"measure": "count", "aggregation": "count"},
            {"measure": "latency", "aggregation": "p95"},
        ],
        "filters": [
            {"column": "traceId", "operator": "=", "value": trace_id, "type": "string"},
            {"column": "type", "operator": "any of", "value": ["GENERATION"], "type": "stringOptions"},
        ],
        "timeDimension": None,
        "fromTimestamp": (now - timedelta(hours=1)).isoformat(),
        "toTimestamp": (now + timedelta(hours=1)).isoformat(),
        "orderBy": [{"field": "sum_totalCost", "direction": "desc"}],
        "config": {"row_limit": 4},
    }
    for ask in asks:
        rows = ask(query=json.dumps(query)).data
        sums = [0.25, usd((100, 3), (1000, 3.75), (5000, 0.3), (20, 15)), usd((1100, 4), (10, 12.3456789))]
        short = {"sum_totalCost": usd((60, 2), (40, 0.5), (10, 8)), "sum_inputCost": usd((60, 2), (40, 0.5))}
        same(rows, [*({"sum_totalCost": each} for each in sums), short])
        same([int(row["sum_outputTokens"]) for row in rows], [0, 20, 10, 10])
        same([int(row["count_count"]) for row in rows], [1, 1, 1, 1])
        assert all(row["p95_latency"] >= 0 for row in rows), rows
