import type { ServerMetrics } from '../../common/monitoring/server-metrics.js';
import type { Protocol } from './decode-body.js';
import { rejectionReason } from './rejection-reason.js';

const METRICS: ReadonlySet<Protocol> = new Set(['metrics', 'points', 'jsonPoints']);

/** Whose events a protocol brings, as the metrics name them. */
function kindOf(protocol: Protocol): string {
  return METRICS.has(protocol) ? 'metrics' : 'telemetry';
}

/** The events of one request: how many there are, and what became of them. */
export class EventTally {
  private events: number | null = null;
  private readonly kind: string;

  constructor(
    private readonly metrics: ServerMetrics,
    protocol: Protocol,
  ) {
    this.kind = kindOf(protocol);
  }

  counted(events: number): void {
    this.events = events;
  }

  /** @param invalid how many of them were refused by themselves */
  accepted(invalid: number): void {
    this.metrics.acceptedEvents.inc({ kind: this.kind }, Math.max(0, (this.events ?? 0) - invalid));
    if (invalid > 0) this.metrics.rejectedEvents.inc({ kind: this.kind, reason: 'invalid' }, invalid);
  }

  /** What nobody could count counts as one, and so does a body without events. */
  rejected(error: unknown): void {
    const reason = rejectionReason(error, this.events !== null);
    this.metrics.rejectedEvents.inc({ kind: this.kind, reason }, Math.max(1, this.events ?? 1));
  }
}
