import type { Timestamp } from '../../common/time/timestamp.js';
import type { Transaction } from '../../database/write-database.js';
import type {
  HourlyScoreChange,
  HourlyTraceChange,
  KeptFigures,
  ModelTraceChange,
  TraceChange,
  UsageChange,
} from '../domain/kept-figures.js';
import { BinaryRows } from './binary-rows.js';
import {
  ADD_HOURLY_SCORES,
  ADD_HOURLY_TRACES,
  ADD_MODEL_TRACES,
  ADD_TRACE_USAGE,
  ADD_USAGE,
  COPY_TRACE_USAGE,
  READ_EXTREMES_AGAIN,
} from './kept-figures.sql.js';
import { jsonChunks } from './row-chunks.js';
import type { JsonRow } from './row-codec.js';

/** The changes of a trace's own figures, as columns of its row. */
export function traceFigureColumns({ amounts, firstStart, lastEnd }: TraceChange): JsonRow {
  return {
    observation_count: amounts.observationCount,
    error_count: amounts.errorCount,
    input_tokens: amounts.inputTokens,
    output_tokens: amounts.outputTokens,
    total_tokens: amounts.totalTokens,
    observed_cost: amounts.totalCost,
    first_start: firstStart,
    last_end: lastEnd,
  };
}

/** Whether a trace's own figures stay as they are. */
export function isTraceChange({ amounts, mayHaveShrunk, firstStart, lastEnd }: TraceChange): boolean {
  return !amounts.isZero || mayHaveShrunk || firstStart !== null || lastEnd !== null;
}

/** Reads the first start and last end again where they may have shrunk; the rows of the traces are locked already. */
export async function readExtremesAgain(transaction: Transaction, figures: KeptFigures): Promise<void> {
  const shrunk = [...figures.traces.values()].filter((trace) => trace.mayHaveShrunk);
  if (shrunk.length === 0) return;
  const [projects, traces] = [shrunk.map((trace) => trace.projectId), shrunk.map((trace) => trace.traceId)];
  await transaction.query(READ_EXTREMES_AGAIN, [projects, traces]);
}

/**
 * Adds the changes to the figures of hours and days. All writers share these rows: they come with the commit, in ascending order.
 * @param modelTraces from {@link addTraceUsage}
 */
export function addKeptFigures(
  transaction: Transaction,
  figures: KeptFigures,
  modelTraces: readonly JsonRow[],
): void {
  const add = (sql: string, rows: readonly JsonRow[]): void => {
    for (const json of jsonChunks(rows)) transaction.atCommit(sql, [json]);
  };
  add(
    ADD_USAGE,
    sorted(figures.usage)
      .filter(({ amounts }) => !amounts.isZero)
      .map(usageRow),
  );
  add(
    ADD_HOURLY_TRACES,
    sorted(figures.hourlyTraces)
      .filter((each) => each.traceCount !== 0)
      .map(hourlyRow),
  );
  add(
    ADD_HOURLY_SCORES,
    sorted(figures.hourlyScores)
      .filter((each) => each.scoreCount !== 0 || each.traceScoreCount !== 0)
      .map(hourlyScoreRow),
  );
  add(ADD_MODEL_TRACES, modelTraces);
}

/** Returns the changes that follow for the traces of a model and day: a trace counts while it has at least one generation. */
export async function addTraceUsage(transaction: Transaction, figures: KeptFigures): Promise<JsonRow[]> {
  const changes = traceUsageRows(figures);
  const counts = new Map<string, number>();
  for (const json of jsonChunks(changes)) {
    for (const row of await transaction.query<ModelTraceRow>(ADD_TRACE_USAGE, [json])) {
      counts.set(modelTraceKey(row), row.generation_count);
    }
  }
  return modelTraceChanges(changes, (row) => counts.get(modelTraceKey(row)) ?? 0);
}

/** The same for traces that are new, together with the commit. */
export function addTraceUsageAtCommit(transaction: Transaction, figures: KeptFigures): JsonRow[] {
  const changes = traceUsageRows(figures);
  const rows = new BinaryRows();
  for (const { project_id, trace_id, environment, day, model, generation_count } of changes) {
    rows.beginRow(6);
    for (const text of [project_id, trace_id, environment]) rows.text(text);
    rows.timestamp(day);
    rows.text(model);
    rows.int32(generation_count);
  }
  if (changes.length > 0) transaction.copyAtCommit(COPY_TRACE_USAGE, rows.finish());
  return modelTraceChanges(changes, (row) => row.generation_count);
}

/** The changes that follow when traces are deleted. @param rows their rows of trace_usage, which are deleted */
export function removedModelTraces(rows: readonly ModelTraceRow[]): JsonRow[] {
  const changes = rows.map((row) => ({ ...row, generation_count: -row.generation_count }));
  return modelTraceChanges(changes, () => 0);
}

function traceUsageRows(figures: KeptFigures): ModelTraceRow[] {
  return sorted(figures.modelTraces)
    .filter((each) => each.generationCount !== 0)
    .map(modelTraceRow);
}

function modelTraceChanges(
  changes: readonly ModelTraceRow[],
  countNow: (row: ModelTraceRow) => number,
): JsonRow[] {
  const traces = new Map<string, JsonRow & { trace_count: number }>();
  for (const row of changes) {
    const now = countNow(row);
    const transition = Number(now > 0) - Number(now - row.generation_count > 0);
    if (transition === 0) continue;
    const { project_id, environment, day, model } = row;
    const key = [project_id, day, environment, model].join('\0');
    const known = traces.get(key);
    traces.set(key, {
      project_id,
      environment,
      day,
      model,
      trace_count: (known?.trace_count ?? 0) + transition,
    });
  }
  return sorted(traces).filter((row) => row.trace_count !== 0);
}

function sorted<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

export interface ModelTraceRow extends JsonRow {
  project_id: string;
  trace_id: string;
  environment: string;
  day: Timestamp;
  model: string;
  generation_count: number;
}

function modelTraceRow(change: ModelTraceChange): ModelTraceRow {
  return {
    project_id: change.projectId,
    trace_id: change.traceId,
    environment: change.environment,
    day: change.day,
    model: change.model,
    generation_count: change.generationCount,
  };
}

function modelTraceKey(row: ModelTraceRow): string {
  return [row.project_id, row.trace_id, row.day, row.environment, row.model].join('\0');
}

function usageRow({ projectId, environment, hour, type, model, amounts }: UsageChange): JsonRow {
  return {
    project_id: projectId,
    environment,
    hour,
    type,
    model,
    observation_count: amounts.observationCount,
    error_count: amounts.errorCount,
    input_tokens: amounts.inputTokens,
    output_tokens: amounts.outputTokens,
    total_tokens: amounts.totalTokens,
    input_cost: amounts.inputCost,
    output_cost: amounts.outputCost,
    total_cost: amounts.totalCost,
  };
}

function hourlyRow({ projectId, environment, hour, traceCount }: HourlyTraceChange): JsonRow {
  return { project_id: projectId, environment, hour, trace_count: traceCount };
}

function hourlyScoreRow(change: HourlyScoreChange): JsonRow {
  return {
    project_id: change.projectId,
    environment: change.environment,
    hour: change.hour,
    source: change.source,
    data_type: change.dataType,
    score_count: change.scoreCount,
    trace_score_count: change.traceScoreCount,
  };
}
