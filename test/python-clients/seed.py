"""A trace as an application of the first generation writes it, for the clients that write theirs by OpenTelemetry to read."""

from datetime import datetime, timedelta, timezone

START = datetime(2026, 3, 1, 10, 0, 0, 123000, tzinfo=timezone.utc)


def after(seconds):
    return START + timedelta(seconds=seconds)


def events(trace_id):
    """The events of a trace with a span, and below it a generation; ids begin with that of the trace."""

    def event(kind, body):
        timestamp = START.isoformat()
        return {"id": f"{kind}-{body['id']}", "timestamp": timestamp, "type": kind, "body": body}

    common = {"traceId": trace_id, "environment": "test"}
    return [
        event(
            "trace-create",
            {
                "id": trace_id,
                "timestamp": START.isoformat(),
                "environment": "test",
                "name": "chat",
                "userId": f"user-of-{trace_id}",
                "sessionId": f"session-of-{trace_id}",
                "release": "r-1",
                "version": "v-1",
                "tags": ["a", "b"],
                "public": True,
                "metadata": {"tier": "gold", "nested": {"deep": [1, "two", None]}},
                "input": {"question": "Why?", "größe": 0.1},
                "output": "Because.",
            },
        ),
        event(
            "span-create",
            {
                **common,
                "id": f"{trace_id}-span",
                "name": "retrieve",
                "startTime": after(1).isoformat(),
                "endTime": after(5).isoformat(),
                "input": ["query", {"k": 3}],
                "output": "three documents",
                "metadata": {"index": "docs"},
                "level": "WARNING",
                "statusMessage": "slow",
                "version": "v-2",
            },
        ),
        event(
            "generation-create",
            {
                **common,
                "id": f"{trace_id}-generation",
                "parentObservationId": f"{trace_id}-span",
                "name": "answer",
                "startTime": after(2).isoformat(),
                "completionStartTime": after(2.5).isoformat(),
                "endTime": after(4).isoformat(),
                "model": "gpt-4o",
                "modelParameters": {"temperature": 0.2, "max_tokens": 64},
                "input": [{"role": "user", "content": "Why?"}],
                "output": {"role": "assistant", "content": "Because."},
                "metadata": {"attempt": 1},
                "usageDetails": {"input": 12, "output": 4, "total": 16},
                "costDetails": {"input": 0.0012, "output": 0.0004, "total": 0.0016},
            },
        ),
    ]


def trace(trace_id):
    """What a client has to read of it."""
    return {
        "id": trace_id,
        "timestamp": START,
        "name": "chat",
        "user_id": f"user-of-{trace_id}",
        "session_id": f"session-of-{trace_id}",
        "release": "r-1",
        "version": "v-1",
        "environment": "test",
        "tags": ["a", "b"],
        "public": True,
        "metadata": {"tier": "gold", "nested": {"deep": [1, "two", None]}},
        "input": {"question": "Why?", "größe": 0.1},
        "output": "Because.",
        "latency": 4,
        "total_cost": 0.0016,
    }


def span(trace_id):
    return {
        "id": f"{trace_id}-span",
        "trace_id": trace_id,
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
    }


def generation(trace_id):
    return {
        "id": f"{trace_id}-generation",
        "trace_id": trace_id,
        "parent_observation_id": f"{trace_id}-span",
        "type": "GENERATION",
        "name": "answer",
        "start_time": after(2),
        "completion_start_time": after(2.5),
        "end_time": after(4),
        "latency": 2,
        "time_to_first_token": 0.5,
        "model": "gpt-4o",
        "input": [{"role": "user", "content": "Why?"}],
        "output": {"role": "assistant", "content": "Because."},
        "metadata": {"attempt": 1},
        "level": "DEFAULT",
        "status_message": None,
        "usage_details": {"input": 12, "output": 4, "total": 16},
        "cost_details": {"input": 0.0012, "output": 0.0004, "total": 0.0016},
        "calculated_total_cost": 0.0016,
    }
