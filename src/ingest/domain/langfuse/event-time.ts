import { timestampToMicros, type Timestamp } from '../../../common/time/timestamp.js';
import { stampOf, type Stamp } from '../stamp.js';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { timestampAt } from '../translation.js';
import type { EventEnvelope } from './ingestion-event.js';

/** When an event happened, and how its fields rank among those of other events. */
export interface EventTime {
  readonly timestamp: Timestamp;
  readonly stamp: Stamp;
}

/** By the client's clock; a create goes before an update of the same instant. @throws InvalidFieldError */
export function eventTimeOf(event: EventEnvelope): EventTime {
  const timestamp = timestampAt(event.timestamp, ['timestamp']);
  if (timestamp === undefined) throw new InvalidFieldError(['timestamp'], 'is required');
  const kind = event.type.endsWith('-update') ? 'update' : 'create';
  return { timestamp, stamp: stampOf(timestampToMicros(timestamp), kind) };
}
