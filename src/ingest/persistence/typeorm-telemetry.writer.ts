import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { timestampFromMs } from '../../common/time/timestamp.js';
import { WriteDatabase, type Transaction } from '../../database/write-database.js';
import { foldPatches, type FoldedPatches } from '../domain/fold-patches.js';
import { KeptFigures, type TraceHour } from '../domain/kept-figures.js';
import type { MergeState } from '../domain/merge-state.js';
import { figuresOf, type ObservationFigures } from '../domain/observation-figures.js';
import { traceKey, type Patch } from '../domain/patch.js';
import {
  OBSERVATION_BLANKS,
  OBSERVATION_RULES,
  TRACE_BLANKS,
  TRACE_RULES,
  type ObservationFields,
  type TraceFields,
} from '../domain/telemetry-fields.js';
import { TelemetryWriter } from '../domain/telemetry.writer.js';
import { ContentionRetry } from './contention-retry.js';
import {
  addKeptFigures,
  addTraceUsage,
  isTraceChange,
  readExtremesAgain,
  traceFigureColumns,
} from './kept-figure-rows.js';
import { MergedRows } from './merged-rows.js';
import { OBSERVATIONS, TRACES } from './merged-table.js';

@Injectable()
export class TypeOrmTelemetryWriter extends TelemetryWriter {
  private readonly observations = new MergedRows<ObservationFields>(
    OBSERVATIONS,
    OBSERVATION_RULES,
    OBSERVATION_BLANKS,
    ['startTime'],
  );
  private readonly traces = new MergedRows<TraceFields>(TRACES, TRACE_RULES, TRACE_BLANKS, ['timestamp']);
  private readonly retry: ContentionRetry;

  constructor(
    database: WriteDatabase,
    private readonly clock: Clock,
  ) {
    super();
    this.retry = new ContentionRetry(database);
  }

  async write(patches: readonly Patch[]): Promise<void> {
    const folded = foldPatches(patches);
    await this.retry.transaction([...folded.traces.keys()], (transaction) =>
      this.writeFolded(transaction, folded),
    );
  }

  /** Observations first, then traces, then the figures that all writers share: the same order everywhere, so that writers never wait for each other in a circle. */
  private async writeFolded(
    transaction: Transaction,
    { traces, observations }: FoldedPatches,
  ): Promise<void> {
    const now = timestampFromMs(this.clock.now());
    const figures = new KeptFigures();
    const observationPatches = [...observations.values()].map(({ projectId, traceId, id, state }) => ({
      keys: [projectId, traceId, id],
      state,
    }));
    for (const { keys, before, after } of await this.observations.write(
      transaction,
      observationPatches,
      now,
    )) {
      const [projectId = '', traceId = ''] = keys;
      figures.observationChanged(
        { projectId, traceId },
        before && observationFigures(before),
        observationFigures(after),
      );
    }
    const tracePatches = [...traces.values()].map(({ projectId, id, state }) => {
      const change = figures.traces.get(traceKey(projectId, id));
      const kept = change !== undefined && isTraceChange(change) ? { kept: traceFigureColumns(change) } : {};
      return { keys: [projectId, id], state, ...kept };
    });
    const [traceChanges, modelTraces] = await Promise.all([
      this.traces.write(transaction, tracePatches, now),
      addTraceUsage(transaction, figures),
    ]);
    for (const { keys, before, after } of traceChanges) {
      figures.traceChanged(keys[0] ?? '', before && traceHour(before), traceHour(after));
    }
    await readExtremesAgain(transaction, figures);
    addKeptFigures(transaction, figures, modelTraces);
  }
}

function observationFigures({ fields }: MergeState<ObservationFields>): ObservationFigures {
  if (fields.startTime === undefined) throw new Error('An observation has no start');
  return figuresOf({ ...fields, startTime: fields.startTime });
}

function traceHour({ fields }: MergeState<TraceFields>): TraceHour {
  if (fields.timestamp === undefined) throw new Error('A trace has no timestamp');
  return { environment: fields.environment ?? TRACE_BLANKS.environment, timestamp: fields.timestamp };
}
