import type { FilterColumnKind } from '../../../../common/filter/filter-columns.js';
import { viewRules, type DimensionRule, type MeasureKind } from '../view-rules.js';

const DIMENSIONS = {
  id: { kind: 'text', isHighCardinality: true },
  traceId: { kind: 'text', isHighCardinality: true },
  traceName: { kind: 'text' },
  environment: { kind: 'text' },
  parentObservationId: { kind: 'text', isHighCardinality: true },
  isRootObservation: { kind: 'flag' },
  type: { kind: 'text' },
  name: { kind: 'text' },
  level: { kind: 'text' },
  version: { kind: 'text' },
  /** Of the trace, as are user, session, release and everything else that begins with `trace`. */
  tags: { kind: 'texts' },
  providedModelName: { kind: 'text' },
  promptName: { kind: 'text' },
  promptVersion: { kind: 'number' },
  userId: { kind: 'text', isHighCardinality: true },
  sessionId: { kind: 'text', isHighCardinality: true },
  release: { kind: 'text' },
  traceRelease: { kind: 'text' },
  traceVersion: { kind: 'text' },
  startTimeMonth: { kind: 'text' },
  /** The tools that a generation could use, and those that it called: a row counts once for each of them. */
  toolNames: { kind: 'text' },
  calledToolNames: { kind: 'text' },
  /** As the experiments of Langfuse's SDKs name themselves. */
  experimentId: { kind: 'text' },
  experimentName: { kind: 'text' },
  experimentDatasetId: { kind: 'text' },
  experimentItemId: { kind: 'text', isHighCardinality: true },
  /** The buckets of usage and of cost. */
  usageType: { kind: 'text' },
  costType: { kind: 'text' },
} as const satisfies Record<string, DimensionRule>;

/** Times are in milliseconds, costs in USD. */
const MEASURES = {
  count: 'number',
  latency: 'number',
  /** From the first token to the end. */
  streamingLatency: 'number',
  timeToFirstToken: 'number',
  /** Between two tokens of the output, from the first one on. */
  interTokenLatency: 'number',
  inputTokens: 'number',
  outputTokens: 'number',
  totalTokens: 'number',
  /** Of the output, from the first token to the end. */
  outputTokensPerSecond: 'number',
  /** Of input and output, from the start to the end. */
  tokensPerSecond: 'number',
  inputCost: 'number',
  outputCost: 'number',
  totalCost: 'number',
  countScores: 'number',
  /** How many tools there were, and how many calls. */
  toolDefinitions: 'number',
  toolCalls: 'number',
  traceId: 'text',
  uniqueUserIds: 'distinct',
  uniqueSessionIds: 'distinct',
  usageByType: 'number',
  costByType: 'number',
} as const satisfies Record<string, MeasureKind>;

const FILTERS = {
  startTime: 'time',
  endTime: 'time',
  statusMessage: 'text',
  metadata: 'object',
} as const satisfies Record<string, FilterColumnKind>;

export type ObservationDimension = keyof typeof DIMENSIONS;
export type ObservationMeasure = keyof typeof MEASURES;
export type ObservationFilterColumn = ObservationDimension | keyof typeof FILTERS;

export const OBSERVATIONS_VIEW = viewRules({
  name: 'observations',
  dimensions: DIMENSIONS,
  measures: MEASURES,
  filters: FILTERS,
  parts: { usageByType: 'usageType', costByType: 'costType' },
  aliases: {
    start_time: 'startTime',
    model: 'providedModelName',
    traceTags: 'tags',
    observationName: 'name',
  },
});
