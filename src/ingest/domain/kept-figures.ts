import type { Timestamp } from '../../common/time/timestamp.js';
import { Amounts } from './amounts.js';
import { dayOf, hourOf, type ObservationFigures } from './observation-figures.js';
import { traceKey } from './patch.js';

export interface TraceChange {
  readonly projectId: string;
  readonly traceId: string;
  readonly amounts: Amounts;
  firstStart: Timestamp | null;
  lastEnd: Timestamp | null;
  /** An observation has begun later or ended earlier than was known: the extremes must be read from the observations. */
  mayHaveShrunk: boolean;
}

export interface UsageChange {
  readonly projectId: string;
  readonly environment: string;
  readonly hour: Timestamp;
  readonly type: string;
  readonly model: string;
  readonly amounts: Amounts;
}

export interface ModelTraceChange {
  readonly projectId: string;
  readonly traceId: string;
  readonly environment: string;
  readonly day: Timestamp;
  readonly model: string;
  generationCount: number;
}

export interface HourlyTraceChange {
  readonly projectId: string;
  readonly environment: string;
  readonly hour: Timestamp;
  traceCount: number;
}

export interface HourlyScoreChange {
  readonly projectId: string;
  readonly environment: string;
  readonly hour: Timestamp;
  readonly source: string;
  readonly dataType: string;
  scoreCount: number;
  /** Of them, those of traces and their observations. */
  traceScoreCount: number;
}

/**
 * Collects by how much the kept figures change: what an entity adds after a write, less what it added before.
 * Applied in the transaction of the write, the figures equal at any time what the observations, traces and scores add up to.
 */
export class KeptFigures {
  readonly traces = new Map<string, TraceChange>();
  readonly usage = new Map<string, UsageChange>();
  readonly modelTraces = new Map<string, ModelTraceChange>();
  readonly hourlyTraces = new Map<string, HourlyTraceChange>();
  readonly hourlyScores = new Map<string, HourlyScoreChange>();

  observationChanged(
    owner: { projectId: string; traceId: string },
    before: ObservationFigures | null,
    after: ObservationFigures,
  ): void {
    const trace = this.traceChange(owner);
    if (before !== null) this.addObservation(owner, trace, before, -1);
    this.addObservation(owner, trace, after, 1);
    const { startTime, endTime } = after;
    if (before?.startTime !== startTime) trace.firstStart = earliest(trace.firstStart, startTime);
    if (before?.endTime !== endTime) trace.lastEnd = latest(trace.lastEnd, endTime);
    if (before === null) return;
    const endsEarlier = before.endTime !== null && (endTime === null || endTime < before.endTime);
    if (startTime > before.startTime || endsEarlier) trace.mayHaveShrunk = true;
  }

  traceChanged(projectId: string, before: TraceHour | null, after: TraceHour): void {
    if (before !== null) this.addTrace(projectId, before, -1);
    this.addTrace(projectId, after, 1);
  }

  /** The first start and last end of its trace are to be read again. */
  observationRemoved(owner: { projectId: string; traceId: string }, before: ObservationFigures): void {
    const trace = this.traceChange(owner);
    this.addObservation(owner, trace, before, -1);
    trace.mayHaveShrunk = true;
  }

  traceRemoved(projectId: string, before: TraceHour): void {
    this.addTrace(projectId, before, -1);
  }

  scoreChanged(projectId: string, before: ScorePlace | null, after: ScorePlace): void {
    if (before !== null) this.addScore(projectId, before, -1);
    this.addScore(projectId, after, 1);
  }

  scoreRemoved(projectId: string, before: ScorePlace): void {
    this.addScore(projectId, before, -1);
  }

  private addScore(projectId: string, score: ScorePlace, sign: 1 | -1): void {
    const { environment, source, dataType } = score;
    const hour = hourOf(score.timestamp);
    const key = `${projectId}\0${hour}\0${environment}\0${source}\0${dataType}`;
    const change = entry(this.hourlyScores, key, () => ({
      projectId,
      environment,
      hour,
      source,
      dataType,
      scoreCount: 0,
      traceScoreCount: 0,
    }));
    change.scoreCount += sign;
    if (score.isOfTrace) change.traceScoreCount += sign;
  }

  private addTrace(projectId: string, { environment, timestamp }: TraceHour, sign: 1 | -1): void {
    const hour = hourOf(timestamp);
    const change = entry(this.hourlyTraces, `${projectId}\0${hour}\0${environment}`, () => ({
      projectId,
      environment,
      hour,
      traceCount: 0,
    }));
    change.traceCount += sign;
  }

  private traceChange({ projectId, traceId }: { projectId: string; traceId: string }): TraceChange {
    return entry(this.traces, traceKey(projectId, traceId), () => ({
      projectId,
      traceId,
      amounts: new Amounts(),
      firstStart: null,
      lastEnd: null,
      mayHaveShrunk: false,
    }));
  }

  private addObservation(
    { projectId, traceId }: { projectId: string; traceId: string },
    trace: TraceChange,
    figures: ObservationFigures,
    sign: 1 | -1,
  ): void {
    const { environment, type, model } = figures;
    trace.amounts.add(figures, sign);
    const hour = hourOf(figures.startTime);
    entry(this.usage, `${projectId}\0${hour}\0${environment}\0${type}\0${model}`, () => ({
      projectId,
      environment,
      hour,
      type,
      model,
      amounts: new Amounts(),
    })).amounts.add(figures, sign);
    if (type !== 'GENERATION') return;
    const day = dayOf(figures.startTime);
    entry(this.modelTraces, `${projectId}\0${traceId}\0${day}\0${environment}\0${model}`, () => ({
      projectId,
      traceId,
      environment,
      day,
      model,
      generationCount: 0,
    })).generationCount += sign;
  }
}

/** Where a trace is counted. */
export interface TraceHour {
  readonly environment: string;
  readonly timestamp: Timestamp;
}

/** Where a score is counted. */
export interface ScorePlace extends TraceHour {
  readonly source: string;
  readonly dataType: string;
  readonly isOfTrace: boolean;
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  let found = map.get(key);
  if (found === undefined) {
    found = make();
    map.set(key, found);
  }
  return found;
}

function earliest(a: Timestamp | null, b: Timestamp | null): Timestamp | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function latest(a: Timestamp | null, b: Timestamp | null): Timestamp | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
