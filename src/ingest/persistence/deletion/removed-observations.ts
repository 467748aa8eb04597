import type { Timestamp } from '../../../common/time/timestamp.js';
import type { Transaction } from '../../../database/write-database.js';
import type { KeptFigures } from '../../domain/kept-figures.js';
import { figuresOf, type ObservationFigures } from '../../domain/observation-figures.js';
import { derivedCosts, type DerivedCostColumns } from '../derived-columns.js';
import {
  DELETE_LOCKED_OBSERVATIONS,
  DELETE_OBSERVATIONS,
  LOCK_IDLE_OBSERVATIONS,
  LOCK_OBSERVATIONS,
} from './deletion.sql.js';
import type { OrphanedComments } from './orphaned-comments.js';

const PAGE_ROWS = 5000;

/** From the first start to the last end of what was removed. */
export interface RemovedSpan {
  readonly firstStart: Timestamp | null;
  readonly lastEnd: Timestamp | null;
}

interface RemovedRow extends DerivedCostColumns {
  readonly id: string;
  readonly environment: string;
  readonly type: string;
  readonly model: string | null;
  readonly start_time: Timestamp;
  readonly end_time: Timestamp | null;
  readonly level: string;
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
  readonly total_tokens: number | null;
  readonly calculated_input_cost: string | null;
  readonly calculated_output_cost: string | null;
  readonly calculated_total_cost: string | null;
}

/** Which trace. */
export interface TraceRef {
  readonly projectId: string;
  readonly traceId: string;
}

/**
 * Deletes the observations of a trace, a page at a time, and takes them out of the figures.
 * @param atMost so many; null: all
 */
export async function removeObservations(
  transaction: Transaction,
  trace: TraceRef,
  figures: KeptFigures,
  comments: OrphanedComments,
  atMost: number | null = null,
): Promise<RemovedSpan> {
  const { projectId, traceId } = trace;
  const deleteAbove = (id: string, count: number): Promise<(RemovedRow & { last: string })[]> =>
    transaction.query(DELETE_OBSERVATIONS, [projectId, traceId, id, count]);
  let left = atMost ?? Infinity;
  let asked = Math.min(left, PAGE_ROWS);
  // Both are sent at once, before those of the next trace.
  const locked = transaction.query(LOCK_OBSERVATIONS, [projectId, traceId, atMost]);
  let [, rows] = await Promise.all([locked, deleteAbove('', asked)]);
  let firstStart: Timestamp | null = null;
  let lastEnd: Timestamp | null = null;
  for (;;) {
    for (const row of rows) {
      figures.observationRemoved(trace, figuresOfRow(row));
      if (firstStart === null || row.start_time < firstStart) firstStart = row.start_time;
      if (row.end_time !== null && (lastEnd === null || row.end_time > lastEnd)) lastEnd = row.end_time;
    }
    await comments.add(
      projectId,
      rows.map(({ id }) => id),
    );
    const [first] = rows;
    left -= rows.length;
    if (first === undefined || rows.length < asked || left <= 0) return { firstStart, lastEnd };
    asked = Math.min(left, PAGE_ROWS);
    rows = await deleteAbove(first.last, asked);
  }
}

/** The same for a few that have come in the meantime, but not for those that somebody is writing. */
export async function removeIdleObservations(
  transaction: Transaction,
  trace: TraceRef,
  figures: KeptFigures,
  comments: OrphanedComments,
): Promise<void> {
  const { projectId, traceId } = trace;
  const parameters = [projectId, traceId, PAGE_ROWS];
  const locked = await transaction.query<{ id: string }>(LOCK_IDLE_OBSERVATIONS, parameters);
  const ids = locked.map(({ id }) => id);
  const rows = await transaction.query<RemovedRow>(DELETE_LOCKED_OBSERVATIONS, [projectId, traceId, ids]);
  for (const row of rows) figures.observationRemoved(trace, figuresOfRow(row));
  await comments.add(
    projectId,
    rows.map(({ id }) => id),
  );
}

function figuresOfRow(row: RemovedRow): ObservationFigures {
  const sent = {
    environment: row.environment,
    type: row.type,
    model: row.model,
    startTime: row.start_time,
    endTime: row.end_time,
    level: row.level,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
    totalTokens: row.total_tokens,
    calculatedInputCost: numberOf(row.calculated_input_cost),
    calculatedOutputCost: numberOf(row.calculated_output_cost),
    calculatedTotalCost: numberOf(row.calculated_total_cost),
  };
  return figuresOf(sent, derivedCosts(row));
}

function numberOf(numeric: string | null): number | null {
  return numeric === null ? null : Number(numeric);
}
