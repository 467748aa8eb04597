import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What the server tells Prometheus about itself. Labels hold routes and reasons only, never anything that a client chose. */
@Injectable()
export class ServerMetrics {
  readonly registry = new Registry();

  readonly requests = new Counter({
    name: 'xtrace_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [this.registry],
  });
  readonly requestSeconds = new Histogram({
    name: 'xtrace_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly acceptedEvents = new Counter({
    name: 'xtrace_ingest_accepted_total',
    help: 'Events that were committed, as they were sent: traces and observations (kind telemetry) or points (kind metrics).',
    labelNames: ['kind'] as const,
    registers: [this.registry],
  });
  readonly rejectedEvents = new Counter({
    name: 'xtrace_ingest_rejected_total',
    help:
      'Events that were sent and not stored, by reason. invalid, foreign_project, series_limit, too_many, unavailable and mistake count events; ' +
      'malformed, too_large, unsupported_type and overload count requests: nobody could read how many events were in them.',
    labelNames: ['kind', 'reason'] as const,
    registers: [this.registry],
  });
  readonly rejectedRequests = new Counter({
    name: 'xtrace_rejected_total',
    help: 'Requests to any route that were refused, by the code of the answer. Their events: xtrace_ingest_rejected_total.',
    labelNames: ['route', 'reason'] as const,
    registers: [this.registry],
  });
  readonly replacedCharacters = new Counter({
    name: 'xtrace_replaced_characters_total',
    help: 'NULs and lone surrogates in payloads that became U+FFFD.',
    registers: [this.registry],
  });
  readonly commitItems = new Histogram({
    name: 'xtrace_commit_batch_items',
    help: 'Events in a transaction.',
    labelNames: ['queue'] as const,
    buckets: [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000],
    registers: [this.registry],
  });
  readonly commitSeconds = new Histogram({
    name: 'xtrace_commit_duration_seconds',
    help: 'Duration of a transaction that writes events.',
    labelNames: ['queue'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly queueBytes = new Gauge({
    name: 'xtrace_queue_bytes',
    help: 'Bytes of events that wait for their commit.',
    labelNames: ['queue'] as const,
    registers: [this.registry],
  });
  readonly queueJobs = new Gauge({
    name: 'xtrace_queue_requests',
    help: 'Requests that wait for their commit.',
    labelNames: ['queue'] as const,
    registers: [this.registry],
  });

  constructor() {
    // Process figures, among them the event loop's lag.
    collectDefaultMetrics({ register: this.registry });
  }

  /** A figure that is asked for whenever Prometheus reads. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }
}
