import { Big } from 'big.js';
import { timestampToMicros, type Timestamp } from '../../src/common/time/timestamp.js';
import type { DimensionValue } from '../../src/metrics/domain/query/view-query.js';
import type {
  ObservationFilterColumn,
  ObservationMeasure,
} from '../../src/metrics/domain/query/views/observations.view.js';
import type { ScoreFilterColumn } from '../../src/metrics/domain/query/views/scores.view.js';
import type { TraceFilterColumn, TraceMeasure } from '../../src/metrics/domain/query/views/traces.view.js';
import { toolUseOf, type ToolUse } from '../../src/ingest/domain/tool-use.js';
import { isRootObservation, type Observation } from '../../src/traces/domain/observation.js';
import type { Score } from '../../src/traces/domain/scores/score.js';
import type { StoredTrace } from '../factories/trace.factory.js';
import type { FilterValue } from './filter-evaluation.js';

/** What a measure is of one row: a number in decimals, or a text. */
export type MeasureValue = Big | string | null;

/** A row of a view: what it is grouped by and filtered by, and what it has of each measure. */
export interface ViewedRow {
  readonly at: Timestamp;
  readonly dimensions: Readonly<Record<string, FilterValue & DimensionValue>>;
  readonly filtered: Readonly<Record<string, FilterValue>>;
  readonly measures: Readonly<Record<string, MeasureValue>>;
}

type NotGrouped = 'startTime' | 'endTime' | 'statusMessage' | 'metadata';
/** Of which a row has several: see view-parts.ts. */
type Part = 'usageType' | 'costType' | 'toolNames' | 'calledToolNames';
type OfOthers = 'countScores' | 'uniqueUserIds' | 'uniqueSessionIds' | 'usageByType' | 'costByType';

export function observationRow(
  each: Observation,
  trace: StoredTrace | undefined,
  scores: readonly Score[],
): ViewedRow {
  const ofTrace = traceDimensions(trace);
  const dimensions: Record<
    Exclude<ObservationFilterColumn, NotGrouped | Part>,
    FilterValue & DimensionValue
  > = {
    id: each.id,
    traceId: each.traceId,
    environment: each.environment,
    parentObservationId: each.parentObservationId,
    isRootObservation: isRootObservation(each),
    type: each.type,
    name: each.name,
    level: each.level,
    version: each.version,
    providedModelName: each.model === '' ? null : each.model,
    promptName: each.promptName,
    promptVersion: each.promptVersion,
    release: ofTrace.traceRelease,
    ...ofTrace,
    startTimeMonth: each.startTime.slice(0, 7),
    ...experimentOf(each),
  };
  const { startTime, endTime, statusMessage } = each;
  return {
    at: startTime,
    dimensions,
    filtered: { ...dimensions, startTime, endTime, statusMessage, metadata: members(each.payload.metadata) },
    measures: {
      ...observationMeasures(each),
      countScores: big(
        scores.filter((score) => score.traceId === each.traceId && score.observationId === each.id).length,
      ),
      uniqueUserIds: ofTrace.userId,
      uniqueSessionIds: ofTrace.sessionId,
    },
  };
}

function observationMeasures(each: Observation): Record<Exclude<ObservationMeasure, OfOthers>, MeasureValue> {
  const latency = millisecondsOf(each.latency) ?? millisecondsBetween(each.startTime, each.endTime);
  const streaming = millisecondsBetween(each.completionStartTime, each.endTime);
  const [input, output] = [big(each.promptTokens ?? 0), big(each.completionTokens ?? 0)];
  const total = each.totalTokens === null ? input.plus(output) : big(each.totalTokens);
  const [inputCost, outputCost] = [big(each.calculatedInputCost ?? 0), big(each.calculatedOutputCost ?? 0)];
  return {
    count: big(1),
    latency,
    streamingLatency: streaming,
    timeToFirstToken:
      millisecondsOf(each.timeToFirstToken) ?? millisecondsBetween(each.startTime, each.completionStartTime),
    interTokenLatency: output.gt(1) && streaming !== null ? streaming.div(output.minus(1)) : null,
    inputTokens: input,
    outputTokens: output,
    totalTokens: total,
    outputTokensPerSecond: perSecond(output, streaming),
    tokensPerSecond: perSecond(total, latency),
    inputCost,
    outputCost,
    totalCost: each.calculatedTotalCost === null ? inputCost.plus(outputCost) : big(each.calculatedTotalCost),
    toolDefinitions: big(toolsOf(each).defined.length),
    toolCalls: big(toolsOf(each).called.length),
    traceId: each.traceId,
  };
}

export function toolsOf({ payload }: Observation): ToolUse {
  const { input, output, metadata } = payload;
  return toolUseOf({ input: input?.text, output: output?.text, metadata: metadata?.text });
}

function experimentOf({
  payload,
}: Observation): Record<
  'experimentId' | 'experimentName' | 'experimentDatasetId' | 'experimentItemId',
  string | null
> {
  const { attributes = {} } = (members(payload.metadata) ?? {}) as { attributes?: Record<string, string> };
  const said = (name: string): string | null => attributes[`langfuse.experiment.${name}`] ?? null;
  return {
    experimentId: said('id'),
    experimentName: said('name'),
    experimentDatasetId: said('dataset.id'),
    experimentItemId: said('item.id'),
  };
}

export function traceRow(
  trace: StoredTrace,
  observations: readonly Observation[],
  scores: readonly Score[],
): ViewedRow {
  const rows = observations.map((each) => observationRow(each, trace, []).measures);
  const starts = observations.map(({ startTime }) => startTime).sort();
  const ends = observations.flatMap(({ endTime }) => endTime ?? []).sort();
  const dimensions: Record<
    Exclude<TraceFilterColumn, 'timestamp' | 'metadata'>,
    FilterValue & DimensionValue
  > = {
    id: trace.id,
    name: trace.name,
    tags: trace.tags,
    userId: trace.userId,
    sessionId: trace.sessionId,
    release: trace.release,
    version: trace.version,
    environment: trace.environment,
    timestampMonth: trace.timestamp.slice(0, 7),
  };
  const measures: Record<TraceMeasure, MeasureValue> = {
    count: big(1),
    observationsCount: big(observations.length),
    scoresCount: big(scores.length),
    uniqueUserIds: trace.userId,
    uniqueSessionIds: trace.sessionId,
    latency:
      millisecondsOf(trace.sent.latency) ?? millisecondsBetween(starts[0] ?? null, ends.at(-1) ?? null),
    totalTokens: sum(rows.map((row) => row['totalTokens'])),
    totalCost:
      trace.sent.totalCost === null ? sum(rows.map((row) => row['totalCost'])) : big(trace.sent.totalCost),
  };
  const { timestamp, payload } = trace;
  return {
    at: timestamp,
    dimensions,
    filtered: { ...dimensions, timestamp, metadata: members(payload.metadata) },
    measures,
  };
}

export function scoreRow(
  score: Score,
  trace: StoredTrace | undefined,
  observation: Observation | undefined,
): ViewedRow {
  const ofTrace = traceDimensions(trace);
  const dimensions: Record<
    Exclude<ScoreFilterColumn, 'timestamp' | 'metadata'>,
    FilterValue & DimensionValue
  > = {
    id: score.id,
    environment: score.environment,
    name: score.name,
    source: score.source,
    dataType: score.dataType,
    configId: score.configId,
    timestampMonth: score.timestamp.slice(0, 7),
    timestampDay: score.timestamp.slice(0, 10),
    traceId: score.traceId,
    observationId: score.observationId,
    ...ofTrace,
    sessionId: score.sessionId ?? ofTrace.sessionId,
    datasetRunId: score.datasetRunId,
    observationName: observation?.name ?? null,
    observationModelName: observation?.model ?? null,
    observationPromptName: observation?.promptName ?? null,
    observationPromptVersion: observation?.promptVersion ?? null,
    value: score.value,
    booleanValue: score.value === null ? null : score.value !== 0,
    stringValue: score.stringValue,
  };
  const { timestamp, value } = score;
  return {
    at: timestamp,
    dimensions,
    filtered: { ...dimensions, timestamp, metadata: members(score.metadata) },
    measures: { count: big(1), value: value === null ? null : big(value) },
  };
}

/** What a row is grouped by because of its trace. */
function traceDimensions(trace: StoredTrace | undefined): Record<
  'traceName' | 'userId' | 'sessionId' | 'traceRelease' | 'traceVersion',
  string | null
> & {
  tags: readonly string[] | null;
} {
  return {
    traceName: trace?.name ?? null,
    tags: trace?.tags ?? null,
    userId: trace?.userId ?? null,
    sessionId: trace?.sessionId ?? null,
    traceRelease: trace?.release ?? null,
    traceVersion: trace?.version ?? null,
  };
}

function members(metadata: { readonly text: string } | null): FilterValue {
  return metadata && (JSON.parse(metadata.text) as Record<string, unknown>);
}

function big(value: number): Big {
  return new Big(value);
}

function sum(values: readonly (MeasureValue | undefined)[]): Big {
  return values.reduce<Big>((total, value) => total.plus(value ?? 0), big(0));
}

function millisecondsOf(seconds: number | null): Big | null {
  return seconds === null ? null : big(seconds).times(1000);
}

function millisecondsBetween(from: Timestamp | null, to: Timestamp | null): Big | null {
  return from === null || to === null || to < from
    ? null
    : big(timestampToMicros(to) - timestampToMicros(from)).div(1000);
}

function perSecond(tokens: Big, milliseconds: Big | null): Big | null {
  return milliseconds === null || milliseconds.lte(0) || tokens.eq(0)
    ? null
    : tokens.times(1000).div(milliseconds);
}
