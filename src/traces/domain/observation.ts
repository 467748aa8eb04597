import type { JsonText } from '../../common/json/json-text.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import type { Payload } from './payload.js';

/** By which prices the server has priced an observation. Amounts are decimal texts: USD, and USD per unit. */
export interface ObservationPricing {
  readonly modelId: string;
  readonly tierId: string;
  readonly tierName: string;
  readonly prices: Readonly<Record<string, string>>;
  readonly costs: Readonly<Record<string, string>>;
  readonly totalCost: string;
}

/**
 * A step of a trace. Null: nobody said it. Latencies in seconds, costs in USD, prices in USD per unit. Where no costs were sent, these are
 * what the server has priced it at.
 */
export interface Observation {
  readonly projectId: string;
  readonly traceId: string;
  readonly id: string;
  readonly type: string;
  readonly name: string | null;
  readonly environment: string;
  readonly startTime: Timestamp;
  readonly endTime: Timestamp | null;
  readonly completionStartTime: Timestamp | null;
  readonly parentObservationId: string | null;
  /** Its application has no part of the trace above it, whatever has called that. */
  readonly isAppRoot: boolean;
  readonly level: string;
  readonly statusMessage: string | null;
  readonly version: string | null;
  readonly model: string | null;
  readonly modelId: string | null;
  readonly modelParameters: JsonText | null;
  readonly promptId: string | null;
  readonly promptName: string | null;
  readonly promptVersion: number | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly totalTokens: number | null;
  readonly unit: string | null;
  readonly usageDetails: JsonText | null;
  /** What was sent as usage, where the details do not say all of it. */
  readonly usageSent: JsonText | null;
  /** Whether the server has counted the tokens, since nobody has sent any. */
  readonly isUsageEstimated: boolean;
  /** As sent. */
  readonly costDetails: JsonText | null;
  /** Null where costs were sent, or nothing could be priced. */
  readonly pricing: ObservationPricing | null;
  readonly inputPrice: number | null;
  readonly outputPrice: number | null;
  readonly totalPrice: number | null;
  readonly calculatedInputCost: number | null;
  readonly calculatedOutputCost: number | null;
  /** As sent, else the sum of the two others as far as they are known. */
  readonly calculatedTotalCost: number | null;
  readonly latency: number | null;
  readonly timeToFirstToken: number | null;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
  readonly payload: Payload;
}

/** Whether it stands at the top of its trace, or of what its application has done. */
export function isRootObservation({ parentObservationId, isAppRoot }: Observation): boolean {
  return parentObservationId === null || isAppRoot;
}
