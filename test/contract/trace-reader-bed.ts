import { ByteBudget } from '../../src/common/byte-budget.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { AnswerRoom } from '../../src/traces/domain/answer-room.js';
import type { Score } from '../../src/traces/domain/scores/score.js';
import type { TraceQuery } from '../../src/traces/domain/trace-query.js';
import type { TraceReader } from '../../src/traces/domain/trace.reader.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import type { StoredTrace } from '../factories/trace.factory.js';

/** Makes a reader that finds just what it is given. */
export type StoreForReading = (
  traces: readonly StoredTrace[],
  observations: readonly Observation[],
  scores?: readonly Score[],
) => Promise<TraceReader>;

export const projectId = 'p1';

/** Room for an answer of so many bytes. */
export function room(maxBytes = 1_000_000, budget = new ByteBudget(Infinity, 'full')): AnswerRoom {
  return new AnswerRoom(maxBytes, budget.hold());
}

/** A time of day of the day on which everything happens. */
export function at(text: string): Timestamp {
  return `2026-01-31T${text}Z` as Timestamp;
}

/** The newest 50 with nothing but their core, unless asked otherwise. */
export function query(asked: Partial<TraceQuery> = {}): TraceQuery {
  return {
    projectId,
    page: 1,
    limit: 50,
    filter: {},
    order: { field: 'timestamp', direction: 'desc' },
    groups: new Set(['core']),
    ...asked,
  };
}

export async function idsOf(reader: TraceReader, asked: Partial<TraceQuery>): Promise<string[]> {
  return (await reader.find(query(asked), room())).items.map(({ id }) => id);
}
