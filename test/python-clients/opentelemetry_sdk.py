"""OpenTelemetry's own SDK: traces and metrics, over HTTP and over gRPC."""

import json
import os
import uuid

import otlp
from checks import AUTHORIZATION, HOST, check, run, same
from opentelemetry import metrics, trace
from opentelemetry.exporter.otlp.proto.grpc import metric_exporter as grpc_metrics, trace_exporter as grpc_traces
from opentelemetry.exporter.otlp.proto.http import Compression, metric_exporter as http_metrics
from opentelemetry.exporter.otlp.proto.http import trace_exporter as http_traces
from opentelemetry.sdk.metrics import Counter, Histogram, MeterProvider, UpDownCounter
from opentelemetry.sdk.metrics.export import AggregationTemporality, PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation, View
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

HTTP = {"headers": {"authorization": AUTHORIZATION}}
GRPC = {"endpoint": f"http://{os.environ['XTRACE_GRPC_ADDRESS']}", "insecure": True}
GRPC["headers"] = {"authorization": AUTHORIZATION}
RESOURCE = {"service.name": "shop", "service.version": "1.2.3", "deployment.environment.name": "test"}
EXPORTERS = {
    "HTTP": lambda: http_traces.OTLPSpanExporter(f"{HOST}/v1/traces", **HTTP),
    "gzip": lambda: http_traces.OTLPSpanExporter(
        f"{HOST}/api/public/otel/v1/traces", **HTTP, compression=Compression.Gzip
    ),
    "gRPC": lambda: grpc_traces.OTLPSpanExporter(**GRPC),
}
METRIC_EXPORTERS = {
    "HTTP": lambda **options: http_metrics.OTLPMetricExporter(f"{HOST}/v1/metrics", **HTTP, **options),
    "gRPC": lambda **options: grpc_metrics.OTLPMetricExporter(**GRPC, **options),
}
COMMON = {"service.name": "shop", "service.instance.id": "i-1", "otel.scope.name": "shop"}
DELTA = {kind: AggregationTemporality.DELTA for kind in (Counter, Histogram, UpDownCounter)}


@check
def spans():
    """spans arrive field by field, over HTTP, gzip and gRPC"""
    for exporter in EXPORTERS.values():
        keeps_spans(exporter())


def keeps_spans(exporter):
    provider = TracerProvider(resource=Resource(RESOURCE))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = provider.get_tracer("shop.checkout", "0.1", attributes={"team": "red"})
    attributes = {
        "text": "größe",
        "whole": 9007199254740993,
        "part": 0.5,
        "yes": True,
        "list": ["a", "b"],
        "numbers": [1, 2],
        "user.id": "user-o",
        "session.id": "session-o",
    }
    with tracer.start_as_current_span("order", attributes=attributes, kind=trace.SpanKind.SERVER) as root:
        link = trace.Link(root.get_span_context(), {"why": "follows"})
        pay = tracer.start_span("pay", links=[link], start_time=1_770_000_000_123_456_789)
        pay.add_event("charged", {"cents": 100})
        pay.record_exception(ValueError("card refused"))
        pay.set_status(trace.StatusCode.ERROR)
        pay.end(end_time=1_770_000_001_223_456_789)
    provider.shutdown()
    found = otlp.read_trace(root.get_span_context().trace_id)
    named = {each["name"]: each for each in found["observations"]}
    same(found, {"name": "order", "userId": "user-o", "sessionId": "session-o", "environment": "test"})
    same(found, {"version": "1.2.3", "input": None, "output": None})
    span_id = f"{root.get_span_context().span_id:016x}"
    same(named["order"], {"id": span_id, "type": "SPAN", "parentObservationId": None, "level": "DEFAULT"})
    metadata = named["order"]["metadata"]
    same(metadata["resourceAttributes"], RESOURCE)
    same(metadata["scope"], {"name": "shop.checkout", "version": "0.1", "attributes": {"team": "red"}})
    same(metadata["kind"], "SERVER")
    kept = ("text", "whole", "part", "yes", "list", "numbers")
    same(metadata["attributes"], {key: attributes[key] for key in kept})
    same(named["pay"], {"parentObservationId": span_id, "level": "ERROR", "statusMessage": "card refused"})
    # Spans that are sent keep their microseconds.
    same(named["pay"], {"startTime": "2026-02-02T02:40:00.123456Z", "endTime": "2026-02-02T02:40:01.223456Z"})
    metadata = named["pay"]["metadata"]
    context = {"traceId": found["id"], "spanId": span_id}
    same(metadata["links"], [{**context, "attributes": {"why": "follows"}}])
    same(metadata["events"], [{"name": "charged", "attributes": {"cents": 100}}])
    same(metadata["exceptions"], [{"type": "ValueError", "message": "card refused"}])
    assert "ValueError: card refused" in metadata["exceptions"][0]["stacktrace"]


def recorded(over, temporality=None):
    """What one reader exports, in two exports, of every instrument; each name begins with a word of its own."""
    name = f"m{uuid.uuid4().hex}"
    options = {"preferred_temporality": temporality} if temporality else {}
    reader = PeriodicExportingMetricReader(METRIC_EXPORTERS[over](**options), export_interval_millis=float("inf"))
    views = [View(instrument_name="*.exponential", aggregation=ExponentialBucketHistogramAggregation())]
    resource = Resource({**RESOURCE, "service.instance.id": "i-1"})
    provider = MeterProvider([reader], resource, views=views)
    meter = provider.get_meter("shop")
    counter = meter.create_counter(f"{name}.requests", unit="1")
    level = meter.create_up_down_counter(f"{name}.open")
    gauge = meter.create_gauge(f"{name}.temperature", unit="Cel")
    histogram = meter.create_histogram(f"{name}.duration", explicit_bucket_boundaries_advisory=[0.1, 1, 10])
    exponential = meter.create_histogram(f"{name}.exponential")
    meter.create_observable_gauge(f"{name}.watched", [lambda _: [metrics.Observation(3, {"gpu": "0"})]])
    for round_ in (1, 2):
        counter.add(5 * round_, {"route": "/a"})
        counter.add(1, {"route": "/b"})
        level.add(3 if round_ == 1 else -1)
        gauge.set(20.5 + round_, {"room": "x"})
        for value in (0.05, 0.5, 5, 50):
            histogram.record(value, {"gen_ai.request.model": "m-1"})
        for value in (1, 2, 4, 0):
            exponential.record(value)
        assert provider.force_flush()
    provider.shutdown()
    return name


def values(name, agg, **query):
    """What each series comes to: by its own labels, without those of its resource."""
    found = {}
    for labels, each in otlp.read_series(name, agg=agg, **query):
        common = {key: labels.pop(key, None) for key in COMMON}
        same(common, COMMON)
        labels.pop("service.version", None)
        labels.pop("deployment.environment.name", None)
        found[tuple(sorted(labels.items()))] = sum(each) if agg == "sum" else each[-1]
    return found


def of(**labels):
    return tuple(sorted(labels.items()))


def keeps_instruments(name, agg, **more):
    """The same comes out at the end, be it sent as totals or as differences."""
    routes = {of(**more, route="/a"): 15, of(**more, route="/b"): 2}
    same(values(f"{name}.requests", agg), routes)
    same(values(f"{name}.open", agg), {of(**more): 2})
    model = {"gen_ai.request.model": "m-1", **more}
    same(values(f"{name}.duration_count", agg), {of(**model): 8})
    same(values(f"{name}.duration_sum", agg), {of(**model): 111.1})
    buckets = {"0.1": 2, "1": 4, "10": 6, "+Inf": 8}
    same(values(f"{name}.duration_bucket", agg), {of(**model, le=le): count for le, count in buckets.items()})
    same(values(f"{name}.exponential_count", agg), {of(**more): 8})
    same(values(f"{name}.exponential_sum", agg), {of(**more): 14})
    buckets = {"0": 2, "0.5": 2, "1": 4, "2": 6, "4": 8, "8": 8}
    for le, count in buckets.items():
        bucket = values(f"{name}.exponential_bucket", agg, labels=json.dumps({"le": le}))
        same(bucket, {of(**more, le=le): count})
    same(values(f"{name}.temperature", "last"), {of(room="x"): 22.5})
    same(values(f"{name}.watched", "last"), {of(gpu="0"): 3})


@check
def cumulative_metrics():
    """instruments of every kind arrive as totals, over HTTP and gRPC"""
    for over in METRIC_EXPORTERS:
        keeps_instruments(recorded(over), "last")


@check
def delta_metrics():
    """instruments of every kind arrive as differences, over HTTP and gRPC"""
    for over in METRIC_EXPORTERS:
        keeps_instruments(recorded(over, DELTA), "sum", **{"otel.temporality": "delta"})


run()
