import type { EventSubject } from './event-types.js';
import type { EventEnvelope } from './ingestion-event.js';

/** Whether an event updates an observation without naming its trace: it means the one that the observation has. */
export function lacksTrace(
  event: EventEnvelope & { readonly body: unknown },
  subject: EventSubject,
): boolean {
  if (subject.kind !== 'observation' || !event.type.endsWith('-update')) return false;
  const { traceId } = event.body as { readonly traceId?: unknown };
  return typeof traceId !== 'string' || traceId === '';
}
