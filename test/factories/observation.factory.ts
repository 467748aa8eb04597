import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { Observation } from '../../src/traces/domain/observation.js';

/** An observation of which nothing is known but what must be. */
export function anObservation(
  known: Partial<Observation> & Pick<Observation, 'projectId' | 'traceId' | 'id'>,
): Observation {
  return {
    type: 'SPAN',
    name: null,
    environment: 'default',
    startTime: '2026-01-31T08:00:00.000000Z' as Timestamp,
    endTime: null,
    completionStartTime: null,
    parentObservationId: null,
    isAppRoot: false,
    level: 'DEFAULT',
    statusMessage: null,
    version: null,
    model: null,
    modelId: null,
    modelParameters: null,
    promptId: null,
    promptName: null,
    promptVersion: null,
    promptTokens: null,
    completionTokens: null,
    totalTokens: null,
    unit: null,
    usageDetails: null,
    isUsageEstimated: false,
    usageSent: null,
    costDetails: null,
    pricing: null,
    inputPrice: null,
    outputPrice: null,
    totalPrice: null,
    calculatedInputCost: null,
    calculatedOutputCost: null,
    calculatedTotalCost: null,
    latency: null,
    timeToFirstToken: null,
    createdAt: '2026-01-31T08:00:01.000000Z' as Timestamp,
    updatedAt: '2026-01-31T08:00:02.000000Z' as Timestamp,
    payload: { input: null, output: null, metadata: null },
    ...known,
  };
}
