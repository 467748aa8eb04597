"""Reads back what emitters of OpenTelemetry have sent, by xtrace's API; and lets them send it."""

import json
import urllib.parse
import urllib.request
from datetime import datetime, timedelta, timezone

from checks import AUTHORIZATION, DIRECT_HOST, HOST
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

TRACES = f"{HOST}/v1/traces"

# A span is there when it has ended.
provider = TracerProvider(resource=Resource({"service.name": "emitter"}))
provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter(TRACES, headers={"authorization": AUTHORIZATION})))


def traced(function):
    """The trace of what a function does below a span of its own, and its observations but that span, by their starts."""
    with provider.get_tracer("test").start_as_current_span("root") as root:
        function()
    trace = read_trace(root.get_span_context().trace_id)
    root_id = f"{root.get_span_context().span_id:016x}"
    observations = [each for each in trace["observations"] if each["id"] != root_id]
    return trace, sorted(observations, key=lambda each: each["startTime"]), root_id


def _get(path):
    asked = urllib.request.Request(DIRECT_HOST + path, headers={"authorization": AUTHORIZATION})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return json.load(answer)


def read_trace(trace_id):
    """A trace whose id is a number, as the SDK has it."""
    return _get(f"/api/public/traces/{trace_id:032x}")


def read_bill(observation_id):
    """How the cost of an observation came about."""
    return _get(f"/api/public/observations/{observation_id}/cost")


def read_traces(**query):
    """The first of the traces that a query finds."""
    return _get(f"/api/public/traces?{urllib.parse.urlencode(query)}")["data"]


def read_series(name, **query):
    """Pairs of labels and the values of the last hour, of each series of a metric."""
    now = datetime.now(timezone.utc)
    times = {"from": (now - timedelta(minutes=30)).isoformat(), "to": (now + timedelta(minutes=5)).isoformat()}
    asked = urllib.parse.urlencode({"name": name, "step": "1h", **times, **query})
    found = _get(f"/api/public/metrics/query?{asked}")["data"]
    return [(each["labels"], [point["value"] for point in each["values"]]) for each in found]
