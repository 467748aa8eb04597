import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { timestampFromMs, type Timestamp } from '../../common/time/timestamp.js';
import { WriteDatabase, type Transaction } from '../../database/write-database.js';
import { foldPatches, type FoldedPatches } from '../domain/fold-patches.js';
import { KeptFigures, type ScorePlace, type TraceHour } from '../domain/kept-figures.js';
import type { MergeState } from '../domain/merge-state.js';
import type { Patch } from '../domain/patch.js';
import { PriceLists } from '../domain/price-lists.js';
import { SCORE_BLANKS, SCORE_RULES, type ScoreFields } from '../domain/score-fields.js';
import {
  OBSERVATION_BLANKS,
  OBSERVATION_RULES,
  TRACE_BLANKS,
  TRACE_RULES,
  type ObservationFields,
  type TraceFields,
} from '../domain/telemetry-fields.js';
import { TelemetryWriter } from '../domain/telemetry.writer.js';
import { TokenCounter } from '../domain/token-counter.js';
import { UnmergeableError } from '../domain/unmergeable.error.js';
import { ContentionRetry } from './contention-retry.js';
import {
  addKeptFigures,
  addTraceUsage,
  addTraceUsageAtCommit,
  isTraceChange,
  readExtremesAgain,
  traceFigureColumns,
} from './kept-figure-rows.js';
import { countObservation } from './observation-changes.js';
import type { Derive } from './derived-values.js';
import { ObservationCosts } from './observation-costs.js';
import { keepPriceSheets, keepPriceSheetsAtCommit } from './price-sheet-rows.js';
import { MergedRows, type RowChange, type RowPatch } from './merged-rows.js';
import { OBSERVATIONS, SCORES, TRACES } from './merged-table.js';
import { SeenEntities } from './seen-entities.js';
import { SessionRows } from './session-rows.js';

/** Items that are sent without waiting for any answer. */
const MAX_AT_ONCE = 1000;

@Injectable()
export class TypeOrmTelemetryWriter extends TelemetryWriter {
  private readonly observations = new MergedRows<ObservationFields>(
    OBSERVATIONS,
    OBSERVATION_RULES,
    OBSERVATION_BLANKS,
    ['startTime'],
  );
  private readonly traces = new MergedRows<TraceFields>(TRACES, TRACE_RULES, TRACE_BLANKS, ['timestamp']);
  private readonly scores = new MergedRows<ScoreFields>(SCORES, SCORE_RULES, SCORE_BLANKS, [
    'timestamp',
    'name',
    'dataType',
  ]);
  private readonly retry: ContentionRetry;
  private readonly seen = new SeenEntities();
  private readonly sessions: SessionRows;

  constructor(
    database: WriteDatabase,
    private readonly clock: Clock,
    private readonly prices: PriceLists,
    private readonly tokens: TokenCounter,
  ) {
    super();
    this.sessions = new SessionRows(clock);
    this.retry = new ContentionRetry(database);
  }

  async write(patches: readonly Patch[]): Promise<void> {
    try {
      await this.writeFolded(patches);
    } catch (error) {
      throw error instanceof UnmergeableError ? error.blaming(patches) : error;
    }
  }

  private async writeFolded(patches: readonly Patch[]): Promise<void> {
    const folded = await foldPatches(patches);
    // Before the transaction begins, which would wait for it with everything that it has locked.
    const costs = await ObservationCosts.of(folded, this.prices, this.tokens);
    const traces = [...folded.traces.keys()];
    const mayBeNew = patches.length <= MAX_AT_ONCE && this.seen.mayBeNew(folded);
    const isWritten = mayBeNew && (await this.writeAsNew(folded, costs));
    if (!isWritten)
      await costs.whileCounting((derive) =>
        this.retry.transaction(traces, (transaction) => this.merge(transaction, folded, costs, derive)),
      );
    this.seen.add(folded);
    this.sessions.committed(folded.sessions);
  }

  /** Rows that are not there are copied, without a look whether they are. Resolves to false where one of them is; then nothing is stored. */
  private writeAsNew(folded: FoldedPatches, costs: ObservationCosts): Promise<boolean> {
    return this.retry.optimistic((transaction) =>
      this.seen.hasTrace(folded)
        ? this.mergeNew(transaction, folded, costs)
        : this.insert(transaction, folded, costs),
    );
  }

  /** Traces that nobody has heard of: everything goes to the database in one go, commit included, and fails whole if one of them is there. */
  private insert(
    transaction: Transaction,
    folded: FoldedPatches,
    { patches: observations, usedSheets }: ObservationCosts,
  ): Promise<void> {
    const now = timestampFromMs(this.clock.now());
    const figures = new KeptFigures();
    for (const { keys, state, derived = null } of observations)
      countObservation(figures, { keys, before: null, after: { state, derived } });
    const traces = tracePatches(folded, figures);
    for (const { keys, state } of traces) figures.traceChanged(keys[0] ?? '', null, traceHour(state));
    this.observations.copyAtCommit(transaction, observations, now);
    keepPriceSheetsAtCommit(transaction, usedSheets);
    this.traces.copyAtCommit(transaction, traces, now);
    const scores = scorePatches(folded);
    for (const { keys, state } of scores) figures.scoreChanged(keys[0] ?? '', null, scorePlace(state));
    this.scores.copyAtCommit(transaction, scores, now);
    this.sessions.addAtCommit(transaction, folded.sessions);
    addKeptFigures(transaction, figures, addTraceUsageAtCommit(transaction, figures));
    return Promise.resolve();
  }

  /** New observations of traces that are there. */
  private async mergeNew(
    transaction: Transaction,
    folded: FoldedPatches,
    { patches, usedSheets }: ObservationCosts,
  ): Promise<void> {
    const now = timestampFromMs(this.clock.now());
    const { changes, stored } = this.observations.copy(transaction, patches, now);
    const kept = keepPriceSheets(transaction, usedSheets);
    await Promise.all([stored, kept, this.mergeTraces(transaction, folded, changes, now)]);
  }

  /** Observations first, then price sheets, traces, scores, sessions and the figures that all writers share: the same order everywhere, so that writers never wait for each other in a circle. */
  private async merge(
    transaction: Transaction,
    folded: FoldedPatches,
    costs: ObservationCosts,
    derive: Derive<ObservationFields>,
  ): Promise<void> {
    const now = timestampFromMs(this.clock.now());
    const changes = await this.observations.write(transaction, costs.patches, now, derive);
    const kept = keepPriceSheets(transaction, costs.usedSheets);
    await Promise.all([kept, this.mergeTraces(transaction, folded, changes, now)]);
  }

  private async mergeTraces(
    transaction: Transaction,
    folded: FoldedPatches,
    observations: readonly RowChange<ObservationFields>[],
    now: Timestamp,
  ): Promise<void> {
    const figures = new KeptFigures();
    for (const change of observations) countObservation(figures, change);
    const [traces, modelTraces] = await Promise.all([
      this.traces.write(transaction, tracePatches(folded, figures), now),
      addTraceUsage(transaction, figures),
    ]);
    const scores = await this.scores.write(transaction, scorePatches(folded), now);
    for (const { keys, before, after } of traces) {
      figures.traceChanged(keys[0] ?? '', before && traceHour(before.state), traceHour(after.state));
    }
    for (const { keys, before, after } of scores) {
      figures.scoreChanged(keys[0] ?? '', before && scorePlace(before.state), scorePlace(after.state));
    }
    await readExtremesAgain(transaction, figures);
    this.sessions.addAtCommit(transaction, folded.sessions);
    addKeptFigures(transaction, figures, modelTraces);
  }
}

function scorePatches({ scores }: FoldedPatches): RowPatch<ScoreFields>[] {
  return [...scores.values()].map(({ projectId, subjectId, id, state }) => ({
    keys: [projectId, subjectId, id],
    state,
  }));
}

/** With the changes of each trace's own figures. */
function tracePatches({ traces }: FoldedPatches, figures: KeptFigures): RowPatch<TraceFields>[] {
  return [...traces].map(([key, { projectId, id, state }]) => {
    const change = figures.traces.get(key);
    const kept = change !== undefined && isTraceChange(change) ? { kept: traceFigureColumns(change) } : {};
    return { keys: [projectId, id], state, ...kept };
  });
}

function traceHour({ fields }: MergeState<TraceFields>): TraceHour {
  if (fields.timestamp === undefined) throw new Error('A trace has no timestamp');
  return { environment: fields.environment ?? TRACE_BLANKS.environment, timestamp: fields.timestamp };
}

function scorePlace({ fields }: MergeState<ScoreFields>): ScorePlace {
  const { timestamp, dataType, traceId } = fields;
  if (timestamp === undefined || dataType === undefined)
    throw new Error('A score has no timestamp or no type');
  return {
    environment: fields.environment ?? SCORE_BLANKS.environment,
    timestamp,
    source: fields.source ?? SCORE_BLANKS.source,
    dataType,
    isOfTrace: traceId !== undefined && traceId !== null,
  };
}
