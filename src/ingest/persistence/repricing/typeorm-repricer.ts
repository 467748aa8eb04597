import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/clock.js';
import { UnavailableError } from '../../../common/domain-error.js';
import { HOUR_MS, splitByPeriods } from '../../../common/time/split-by-periods.js';
import { addMicros, timestampFromMs, type Timestamp } from '../../../common/time/timestamp.js';
import { isSameDecimal } from '../../../common/usd.js';
import { WriteDatabase, type Transaction } from '../../../database/write-database.js';
import { KeptFigures } from '../../domain/kept-figures.js';
import { traceKey } from '../../domain/patch.js';
import { PriceLists } from '../../domain/price-lists.js';
import { ObservationPricer } from '../../domain/pricing/observation-pricer.js';
import type { RepriceRef } from '../../domain/repricing/reprice-job.js';
import { Repricer } from '../../domain/repricing/repricer.js';
import { IMPLIED } from '../../domain/stamp.js';
import {
  OBSERVATION_BLANKS,
  TRACE_BLANKS,
  TRACE_RULES,
  type ObservationFields,
  type TraceFields,
} from '../../domain/telemetry-fields.js';
import { ContentionRetry } from '../contention-retry.js';
import { derivedCosts } from '../derived-columns.js';
import { addKeptFigures, isTraceChange, traceFigureColumns } from '../kept-figure-rows.js';
import { MergedRows, type RowChange, type RowPatch } from '../merged-rows.js';
import { OBSERVATIONS, TRACES } from '../merged-table.js';
import { countObservation } from '../observation-changes.js';
import { deriveBy } from '../observation-costs.js';
import { keepPriceSheets } from '../price-sheet-rows.js';
import { rowKey } from '../row-key.js';
import { DerivedRows } from './derived-rows.js';
import { COUNT_EDGE, COUNT_HOURS, KEEP_PROGRESS, NEXT_OBSERVATIONS, TAKE_JOB } from './repricing.sql.js';

interface TakenJob {
  readonly from_time: Timestamp;
  readonly to_time: Timestamp;
  readonly model: string | null;
  readonly total: number | null;
  readonly cursor_time: Timestamp;
  readonly cursor_trace_id: string;
  readonly cursor_id: string;
}

interface NextRow {
  readonly start_time: Timestamp;
  readonly trace_id: string;
  readonly id: string;
  readonly model: string | null;
}

/** The next observations of a job. */
interface Stretch {
  readonly looked: readonly NextRow[];
  readonly priced: readonly NextRow[];
  readonly isLast: boolean;
}

/** Locks what it changes in the order in which writers do: observations, traces, figures; each by the order of keys. */
@Injectable()
export class TypeOrmRepricer extends Repricer {
  private readonly observations = new DerivedRows<ObservationFields>(OBSERVATIONS, OBSERVATION_BLANKS, [
    'startTime',
  ]);
  private readonly traces = new MergedRows<TraceFields>(TRACES, TRACE_RULES, TRACE_BLANKS, ['timestamp']);
  private readonly retry: ContentionRetry;
  /** What one transaction writes, and looks at. */
  protected readonly mostPriced: number = 500;
  protected readonly mostLookedAt: number = 2000;

  constructor(
    database: WriteDatabase,
    private readonly prices: PriceLists,
    private readonly clock: Clock,
  ) {
    super();
    this.retry = new ContentionRetry(database);
  }

  async goOn(job: RepriceRef): Promise<boolean> {
    const prices = await this.prices.currentListFor(job.projectId);
    const pricer = ObservationPricer.by(job.projectId, prices);
    let isMore = false;
    await this.retry.transaction([], async (transaction) => {
      const refusals = prices.refusals;
      isMore = await this.goOnIn(transaction, job, pricer);
      // What there was no time to look for has a price all the same: nothing may lose it.
      if (prices.refusals > refusals)
        throw new UnavailableError('The patterns of the project take too long; try again', 5);
    });
    return isMore;
  }

  private async goOnIn(
    transaction: Transaction,
    { projectId, id }: RepriceRef,
    pricer: ObservationPricer,
  ): Promise<boolean> {
    const [job] = await transaction.query<TakenJob>(TAKE_JOB, [projectId, id]);
    if (job === undefined) return false;
    const now = timestampFromMs(this.clock.now());
    const total = job.total ?? (await countAll(transaction, projectId, job));
    const { looked, priced, isLast } = await this.nextOf(transaction, projectId, job);
    const keys = priced
      .map((row) => [projectId, row.trace_id, row.id])
      .sort((a, b) => (rowKey(a) < rowKey(b) ? -1 : 1));
    const changes = await this.observations.derive(transaction, keys, now, deriveBy(pricer));
    if (changes.length > 0) await keepPriceSheets(transaction, pricer.usedSheets);
    await this.keepFigures(transaction, changes, now);
    const last = looked.at(-1);
    await transaction.query(KEEP_PROGRESS, [
      projectId,
      id,
      last?.start_time ?? job.cursor_time,
      last?.trace_id ?? job.cursor_trace_id,
      last?.id ?? job.cursor_id,
      job.model === null ? looked.length : priced.length,
      changes.filter(costsOtherwise).length,
      total,
      isLast,
      now,
    ]);
    return !isLast;
  }

  /** Those that have a model; what has none is not priced. */
  private async nextOf(transaction: Transaction, projectId: string, job: TakenJob): Promise<Stretch> {
    const { cursor_time, cursor_trace_id, cursor_id, to_time } = job;
    const rows = await transaction.query<NextRow>(NEXT_OBSERVATIONS, [
      projectId,
      cursor_time,
      cursor_trace_id,
      cursor_id,
      to_time,
      this.mostLookedAt,
    ]);
    const priced: NextRow[] = [];
    for (const [index, row] of rows.entries()) {
      if (row.model === null || row.model !== (job.model ?? row.model)) continue;
      if (priced.length === this.mostPriced) return { looked: rows.slice(0, index), priced, isLast: false };
      priced.push(row);
    }
    return { looked: rows, priced, isLast: rows.length < this.mostLookedAt };
  }

  private async keepFigures(
    transaction: Transaction,
    changes: readonly RowChange<ObservationFields>[],
    now: Timestamp,
  ): Promise<void> {
    const figures = new KeptFigures();
    for (const change of changes) countObservation(figures, change);
    const patches = tracePatches(changes, figures);
    if (patches.length > 0) await this.traces.write(transaction, patches, now);
    // Neither is there another generation nor another model.
    addKeptFigures(transaction, figures, []);
  }
}

async function countAll(transaction: Transaction, projectId: string, job: TakenJob): Promise<number> {
  const to = addMicros(job.to_time, -1);
  const { whole, edges } = splitByPeriods({ from: job.from_time, to }, HOUR_MS);
  const counts = edges.map((edge) =>
    transaction.query<{ count: number }>(COUNT_EDGE, [projectId, edge.from, edge.to, job.model]),
  );
  if (whole !== null)
    counts.push(transaction.query(COUNT_HOURS, [projectId, whole.from, whole.before, job.model]));
  const all = await Promise.all(counts);
  return all.reduce((sum, [row]) => sum + (row?.count ?? 0), 0);
}

/** A price may come to the same from elsewhere. */
function costsOtherwise({ before, after }: RowChange<ObservationFields>): boolean {
  const [one, other] = [derivedCosts(before?.derived ?? null), derivedCosts(after.derived)];
  return !(
    isSameCost(one.inputCost, other.inputCost) &&
    isSameCost(one.outputCost, other.outputCost) &&
    isSameCost(one.totalCost, other.totalCost)
  );
}

function isSameCost(one: string | null, other: string | null): boolean {
  return one === null || other === null ? one === other : isSameDecimal(one, other);
}

/** What an observation implies of its trace, which changes nothing but its figures. In the order in which rows are locked. */
function tracePatches(
  changes: readonly RowChange<ObservationFields>[],
  figures: KeptFigures,
): RowPatch<TraceFields>[] {
  const patches = new Map<string, RowPatch<TraceFields>>();
  for (const { keys, after } of changes) {
    const [projectId = '', traceId = ''] = keys;
    const key = traceKey(projectId, traceId);
    const change = figures.traces.get(key);
    if (patches.has(key) || change === undefined || !isTraceChange(change)) continue;
    const { startTime } = after.state.fields;
    const fields: Partial<TraceFields> = startTime === undefined ? {} : { timestamp: startTime };
    patches.set(key, {
      keys: [projectId, traceId],
      state: { fields, stamp: IMPLIED, exceptions: null },
      kept: traceFigureColumns(change),
    });
  }
  return [...patches].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, patch]) => patch);
}
