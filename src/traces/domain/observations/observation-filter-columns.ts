import type { FilterColumns } from '../../../common/filter/filter-columns.js';
import type { FilterCondition } from '../../../common/filter/filter-condition.js';

/** What a filter of a list of observations may ask for: of the observation itself, as answers show it, and of its trace. */
const KINDS = {
  id: 'text',
  type: 'text',
  name: 'text',
  traceId: 'text',
  parentObservationId: 'text',
  isRootObservation: 'flag',
  startTime: 'time',
  endTime: 'time',
  environment: 'text',
  level: 'text',
  statusMessage: 'text',
  version: 'text',
  latency: 'number',
  timeToFirstToken: 'number',
  /** Of the completion. */
  tokensPerSecond: 'number',
  inputTokens: 'number',
  outputTokens: 'number',
  totalTokens: 'number',
  inputCost: 'number',
  outputCost: 'number',
  totalCost: 'number',
  model: 'text',
  promptName: 'text',
  promptVersion: 'number',
  input: 'searchable',
  output: 'searchable',
  metadata: 'searchableObject',
  userId: 'text',
  sessionId: 'text',
  traceName: 'text',
  traceEnvironment: 'text',
  traceTags: 'texts',
} as const;

export type ObservationColumn = keyof typeof KINDS;
export type ObservationCondition = FilterCondition<ObservationColumn>;

export const OBSERVATION_FILTER_COLUMNS: FilterColumns<ObservationColumn> = {
  kinds: KINDS,
  aliases: { tokens: 'totalTokens', tags: 'traceTags', providedModelName: 'model' },
};
