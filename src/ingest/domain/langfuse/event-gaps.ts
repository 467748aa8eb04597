import type { EventSubject } from './event-types.js';
import type { EventEnvelope } from './ingestion-event.js';
import type { PatchItem } from './ingestion-item.js';

/** What an event leaves to what is stored already: see {@link PatchItem}. */
export function gapsOf(
  event: EventEnvelope & { readonly body: unknown },
  subject: EventSubject,
): Pick<PatchItem, 'lacksTrace' | 'lacksType'> {
  const { traceId, dataType } = event.body as { readonly traceId?: unknown; readonly dataType?: unknown };
  const isUpdate = subject.kind === 'observation' && event.type.endsWith('-update');
  return {
    lacksTrace: isUpdate && (typeof traceId !== 'string' || traceId === ''),
    lacksType: subject.kind === 'score' && typeof dataType !== 'string',
  };
}
