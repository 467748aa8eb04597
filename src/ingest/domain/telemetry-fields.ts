import type { Timestamp } from '../../common/time/timestamp.js';
import type { MergeRules } from './merge-state.js';

/** What an event can say about a trace. JSON values are texts; costs are USD, latencies seconds. */
export interface TraceFields {
  timestamp: Timestamp;
  environment: string;
  name: string | null;
  userId: string | null;
  sessionId: string | null;
  release: string | null;
  version: string | null;
  externalId: string | null;
  tags: readonly string[];
  public: boolean;
  bookmarked: boolean;
  metadata: string | null;
  input: string | null;
  output: string | null;
  latency: number | null;
  totalCost: number | null;
}

/** What an event can say about an observation. JSON values are texts; prices and costs are USD, latencies seconds. */
export interface ObservationFields {
  type: string;
  environment: string;
  startTime: Timestamp;
  /** What the start has below the microsecond: 0 to 999. Only the order of what began together depends on it. */
  startNanos: number | null;
  endTime: Timestamp | null;
  completionStartTime: Timestamp | null;
  name: string | null;
  parentObservationId: string | null;
  /** Of one with a parent: it is the root of what its application has done. */
  isAppRoot: boolean | null;
  level: string;
  statusMessage: string | null;
  version: string | null;
  model: string | null;
  modelId: string | null;
  modelParameters: string | null;
  promptId: string | null;
  promptName: string | null;
  promptVersion: number | null;
  input: string | null;
  output: string | null;
  metadata: string | null;
  promptTokens: number | null;
  completionTokens: number | null;
  totalTokens: number | null;
  unit: string | null;
  usageDetails: string | null;
  /** What was sent as usage, where the details do not say all of it: JSON as a text. */
  usageSent: string | null;
  costDetails: string | null;
  inputPrice: number | null;
  outputPrice: number | null;
  totalPrice: number | null;
  calculatedInputCost: number | null;
  calculatedOutputCost: number | null;
  calculatedTotalCost: number | null;
  latency: number | null;
  timeToFirstToken: number | null;
}

export const TRACE_RULES: MergeRules<TraceFields> = {
  timestamp: 'least',
  environment: 'earliest',
  name: 'latest',
  userId: 'latest',
  sessionId: 'latest',
  release: 'latest',
  version: 'latest',
  externalId: 'latest',
  tags: 'union',
  public: 'latest',
  bookmarked: 'latest',
  metadata: 'deep',
  input: 'payload',
  output: 'payload',
  latency: 'latest',
  totalCost: 'latest',
};

export const OBSERVATION_RULES: MergeRules<ObservationFields> = {
  type: 'latest',
  environment: 'earliest',
  startTime: 'earliest',
  startNanos: 'earliest',
  endTime: 'latest',
  completionStartTime: 'latest',
  name: 'latest',
  parentObservationId: 'latest',
  isAppRoot: 'latest',
  level: 'latest',
  statusMessage: 'latest',
  version: 'latest',
  model: 'latest',
  modelId: 'latest',
  modelParameters: 'json',
  promptId: 'latest',
  promptName: 'latest',
  promptVersion: 'latest',
  input: 'payload',
  output: 'payload',
  metadata: 'deep',
  promptTokens: 'latest',
  completionTokens: 'latest',
  totalTokens: 'latest',
  unit: 'latest',
  usageDetails: 'json',
  usageSent: { goesWith: 'usageDetails' },
  costDetails: 'json',
  inputPrice: 'latest',
  outputPrice: 'latest',
  totalPrice: 'latest',
  calculatedInputCost: 'latest',
  calculatedOutputCost: 'latest',
  calculatedTotalCost: 'latest',
  latency: 'latest',
  timeToFirstToken: 'latest',
};

/**
 * What a field is where nobody has said anything; null where it is not named here. A translator leaves out `type`, `level` and `environment`
 * that equal their blank: they say nothing, and whatever another event says wins over them.
 */
export const TRACE_BLANKS = { environment: 'default', public: false, bookmarked: false } as const;
export const OBSERVATION_BLANKS = { type: 'GENERATION', environment: 'default', level: 'DEFAULT' } as const;
