import { Injectable } from '@nestjs/common';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { WriteDatabase, type Transaction } from '../../../database/write-database.js';
import type { Deletion } from '../../domain/deletion/deletion.js';
import { TelemetryEraser } from '../../domain/deletion/telemetry.eraser.js';
import { KeptFigures } from '../../domain/kept-figures.js';
import { traceKey } from '../../domain/patch.js';
import { ContentionRetry } from '../contention-retry.js';
import {
  addKeptFigures,
  addTraceUsage,
  readExtremesAgain,
  removedModelTraces,
  type ModelTraceRow,
} from '../kept-figure-rows.js';
import { ContentionError } from '../merged-rows.js';
import {
  CHANGE_TRACE_FIGURES,
  DELETE_COMMENTS_ON_TRACES,
  DELETE_IDLE_TRACE_USAGE,
  DELETE_MEDIA_LINKS,
  DELETE_SCORES_BY_ID,
  DELETE_SCORES_OF_TRACE,
  DELETE_TRACE,
  DELETE_TRACE_USAGE,
  FIND_LEFT,
  FIND_LEFT_OR_NEW,
  MEASURE_TRACES,
} from './deletion.sql.js';
import { OrphanedComments } from './orphaned-comments.js';
import {
  removeIdleObservations,
  removeObservations,
  type RemovedSpan,
  type TraceRef,
} from './removed-observations.js';

/** Traces are deleted together until they have so many observations; a single one may have more. */
const OBSERVATIONS_AT_ONCE = 20_000;

/** Null: nobody has sent it, but scores may name it. */
type MeasuredTrace = TraceRef & { readonly observations: number | null };

@Injectable()
export class TypeOrmTelemetryEraser extends TelemetryEraser {
  /** What one transaction can delete in time. Only a trace that has more goes in several, each of which leaves every figure right. */
  protected readonly mostObservations: number = 50_000;
  private readonly retry: ContentionRetry;

  constructor(database: WriteDatabase) {
    super();
    this.retry = new ContentionRetry(database);
  }

  async erase(deletions: readonly Deletion[]): Promise<void> {
    const named = deletions.filter(({ kind }) => kind === 'trace').map(refOf);
    const measured = await this.measured(named);
    for (const trace of measured) await this.shrink(trace);
    for (const traces of groupsOf(measured)) {
      await this.retry.transaction(traces.map(keyOf), (transaction) => eraseTraces(transaction, traces));
    }
    const scores = deletions.filter(({ kind }) => kind === 'score');
    if (scores.length === 0) return;
    await this.retry.transaction([], async (transaction) => {
      const figures = new KeptFigures();
      await Promise.all(
        scores.map(({ projectId, id }) =>
          removeScores(transaction, DELETE_SCORES_BY_ID, [projectId, id], figures),
        ),
      );
      addKeptFigures(transaction, figures, []);
    });
  }

  private async shrink({ observations, ...trace }: MeasuredTrace): Promise<void> {
    for (let left = observations ?? 0; left > this.mostObservations; left -= this.mostObservations) {
      await this.retry.transaction([keyOf(trace)], (transaction) =>
        eraseSomeObservations(transaction, trace, this.mostObservations),
      );
    }
  }

  /** In the order in which they are locked. */
  private async measured(named: readonly TraceRef[]): Promise<MeasuredTrace[]> {
    const sizes = new Map<string, number>();
    for (const [projectId, ids] of idsByProject(named)) {
      await this.retry.transaction([], async (transaction) => {
        const rows = await transaction.query<{ id: string; observation_count: number }>(MEASURE_TRACES, [
          projectId,
          ids,
        ]);
        for (const row of rows) sizes.set(traceKey(projectId, row.id), row.observation_count);
      });
    }
    return named
      .map((trace) => ({ ...trace, observations: sizes.get(keyOf(trace)) ?? null }))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }
}

/** As many together as one transaction can take. */
function groupsOf(traces: readonly MeasuredTrace[]): MeasuredTrace[][] {
  const groups: MeasuredTrace[][] = [];
  let room = 0;
  for (const trace of traces) {
    const size = trace.observations ?? 0;
    if (groups.length === 0 || size > room) {
      groups.push([]);
      room = OBSERVATIONS_AT_ONCE;
    }
    groups.at(-1)?.push(trace);
    room -= size;
  }
  return groups;
}

/**
 * In the order of the writers: observations, how often they use a model, traces, scores; the figures that all share come with the commit.
 * A trace whose row is deleted gets no further observation before the commit, since whoever adds one changes that row.
 * Then those are looked for that came until then.
 */
async function eraseTraces(transaction: Transaction, named: readonly MeasuredTrace[]): Promise<void> {
  const figures = new KeptFigures();
  const comments = new OrphanedComments(transaction);
  const traces = named.filter(({ observations }) => observations !== null);
  await Promise.all(traces.map((trace) => removeObservations(transaction, trace, figures, comments)));
  const usage = (
    await Promise.all(traces.map((trace) => removeUsage(transaction, DELETE_TRACE_USAGE, trace)))
  ).flat();
  await Promise.all(traces.map((trace) => removeTrace(transaction, trace, figures)));
  await Promise.all(
    named.map((trace) => removeScores(transaction, DELETE_SCORES_OF_TRACE, parametersOf(trace), figures)),
  );
  for (const of of idsByProject(named)) {
    await Promise.all([
      transaction.query(DELETE_COMMENTS_ON_TRACES, of),
      transaction.query(DELETE_MEDIA_LINKS, of),
    ]);
  }
  for (const trace of await found(transaction, FIND_LEFT, traces)) {
    // Its writers may wait for the row of the trace: waiting for them would be for ever.
    await removeIdleObservations(transaction, trace, figures, comments);
    usage.push(...(await removeUsage(transaction, DELETE_IDLE_TRACE_USAGE, trace)));
    // A trace that is new has counted what was removed just now.
    if ((await found(transaction, FIND_LEFT_OR_NEW, [trace])).length > 0) throw new ContentionError();
  }
  await comments.delete();
  addKeptFigures(transaction, figures, removedModelTraces(usage));
}

/** The trace stays, with the others. To read again where these begin and end takes longest, and is hardly ever needed. */
async function eraseSomeObservations(
  transaction: Transaction,
  trace: TraceRef,
  count: number,
): Promise<void> {
  const figures = new KeptFigures();
  const comments = new OrphanedComments(transaction);
  const removed = await removeObservations(transaction, trace, figures, comments, count);
  await comments.delete();
  const modelTraces = await addTraceUsage(transaction, figures);
  for (const { amounts } of figures.traces.values()) {
    const { observationCount, errorCount, inputTokens, outputTokens, totalTokens, totalCost } = amounts;
    const changes = [observationCount, errorCount, inputTokens, outputTokens, totalTokens, totalCost];
    const [kept] = await transaction.query<KeptSpan>(CHANGE_TRACE_FIGURES, [
      ...parametersOf(trace),
      ...changes,
    ]);
    if (kept !== undefined && isAtItsEnds(removed, kept)) await readExtremesAgain(transaction, figures);
  }
  addKeptFigures(transaction, figures, modelTraces);
}

interface KeptSpan {
  readonly first_start: Timestamp | null;
  readonly last_end: Timestamp | null;
}

function isAtItsEnds({ firstStart, lastEnd }: RemovedSpan, { first_start, last_end }: KeptSpan): boolean {
  const isFirst = firstStart !== null && (first_start === null || firstStart <= first_start);
  return isFirst || (lastEnd !== null && (last_end === null || lastEnd >= last_end));
}

async function removeTrace(transaction: Transaction, trace: TraceRef, figures: KeptFigures): Promise<void> {
  const rows = await transaction.query<{ environment: string; timestamp: Timestamp }>(
    DELETE_TRACE,
    parametersOf(trace),
  );
  for (const row of rows) figures.traceRemoved(trace.projectId, row);
}

interface RemovedScore {
  readonly environment: string;
  readonly timestamp: Timestamp;
  readonly source: string;
  readonly data_type: string;
  readonly is_of_trace: boolean;
}

async function removeScores(
  transaction: Transaction,
  sql: string,
  parameters: [projectId: string, id: string],
  figures: KeptFigures,
): Promise<void> {
  for (const row of await transaction.query<RemovedScore>(sql, parameters)) {
    const place = { ...row, dataType: row.data_type, isOfTrace: row.is_of_trace };
    figures.scoreRemoved(parameters[0], place);
  }
}

function removeUsage(transaction: Transaction, sql: string, trace: TraceRef): Promise<ModelTraceRow[]> {
  return transaction.query<ModelTraceRow>(sql, parametersOf(trace));
}

async function found(
  transaction: Transaction,
  sql: string,
  traces: readonly TraceRef[],
): Promise<TraceRef[]> {
  const left: TraceRef[] = [];
  for (const of of idsByProject(traces)) {
    for (const { id } of await transaction.query<{ id: string }>(sql, of))
      left.push({ projectId: of[0], traceId: id });
  }
  return left;
}

function idsByProject(traces: readonly TraceRef[]): [projectId: string, traceIds: string[]][] {
  const ids = new Map<string, string[]>();
  for (const { projectId, traceId } of traces) {
    const known = ids.get(projectId);
    if (known === undefined) ids.set(projectId, [traceId]);
    else known.push(traceId);
  }
  return [...ids];
}

function refOf({ projectId, id }: Deletion): TraceRef {
  return { projectId, traceId: id };
}

function keyOf({ projectId, traceId }: TraceRef): string {
  return traceKey(projectId, traceId);
}

function parametersOf({ projectId, traceId }: TraceRef): [projectId: string, id: string] {
  return [projectId, traceId];
}
