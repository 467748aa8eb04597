import { randomUUID } from 'node:crypto';
import { parseTimestamp, type Timestamp } from '../../src/common/time/timestamp.js';
import type { ObservationPatch, Patch, ScorePatch, TracePatch } from '../../src/ingest/domain/patch.js';
import type { ScoreFields } from '../../src/ingest/domain/score-fields.js';
import { IMPLIED, stampOf } from '../../src/ingest/domain/stamp.js';
import type { ObservationFields, TraceFields } from '../../src/ingest/domain/telemetry-fields.js';
import type { TelemetryWriter } from '../../src/ingest/domain/telemetry.writer.js';
import type { StoredObservation, StoredTelemetry, StoredTrace } from '../support/stored-telemetry.js';

export interface TelemetryStore {
  readonly writer: TelemetryWriter;
  stored(projectId: string): Promise<StoredTelemetry>;
}

/** On the day of all tests, UTC. */
export function at(time: string): Timestamp {
  return parseTimestamp(`2026-01-31T${time}Z`) as Timestamp;
}

/** A store, and a project of its own for each test. */
export class TelemetryStoreBed {
  project = '';

  constructor(private readonly open: () => TelemetryStore) {}

  reopen(): void {
    this.project = randomUUID();
  }

  /** @param time of the event; a start that is not given is implied, at 08:00 */
  observation(
    id: string,
    { startTime, ...fields }: Partial<ObservationFields> = {},
    time = 1,
    traceId = 't',
  ): ObservationPatch {
    return {
      kind: 'observation',
      projectId: this.project,
      traceId,
      id,
      state: {
        fields: { ...fields, startTime: startTime ?? at('08:00') },
        stamp: stampOf(time, 'create'),
        exceptions: startTime === undefined ? new Map([['startTime', IMPLIED]]) : null,
      },
    };
  }

  /** @param time of the event; a timestamp that is not given is implied, at 08:00 */
  trace({ timestamp, ...fields }: Partial<TraceFields> = {}, time = 1, id = 't'): TracePatch {
    return {
      kind: 'trace',
      projectId: this.project,
      id,
      state: {
        fields: { ...fields, timestamp: timestamp ?? at('08:00') },
        stamp: stampOf(time, 'create'),
        exceptions: timestamp === undefined ? new Map([['timestamp', IMPLIED]]) : null,
      },
    };
  }

  /** Of a trace unless `fields` say otherwise. */
  score(id: string, fields: Partial<ScoreFields> = {}, subjectId = 't'): ScorePatch {
    return {
      kind: 'score',
      projectId: this.project,
      subjectId,
      id,
      state: {
        fields: {
          timestamp: at('08:00'),
          name: 'n',
          dataType: 'NUMERIC',
          value: 1,
          traceId: subjectId,
          ...fields,
        },
        stamp: stampOf(1, 'create'),
        exceptions: null,
      },
    };
  }

  async write(...patches: Patch[]): Promise<void> {
    await this.open().writer.write(patches);
  }

  /** One write after the other. */
  async writeEach(...patches: Patch[]): Promise<void> {
    for (const patch of patches) await this.write(patch);
  }

  stored(project = this.project): Promise<StoredTelemetry> {
    return this.open().stored(project);
  }

  /** The only trace of the project. */
  async storedTrace(): Promise<StoredTrace> {
    return only((await this.stored()).traces);
  }

  /** The only observation of the project. */
  async storedObservation(): Promise<StoredObservation> {
    return only((await this.stored()).observations);
  }
}

function only<T>(all: readonly T[]): T {
  const [first] = all;
  if (first === undefined || all.length > 1) throw new Error(`${all.length} are stored`);
  return first;
}
