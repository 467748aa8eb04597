import type { JsonText } from '../../common/json/json-text.js';
import { formatTimestamp, type Timestamp } from '../../common/time/timestamp.js';
import type { Observation } from '../domain/observation.js';
import { secondsBetween } from '../domain/seconds-between.js';
import type { ObservationResponseDto } from './dto/observation-response.dto.js';

/** What is counted where nobody said it. */
const DEFAULT_UNIT = 'TOKENS';

export function presentObservation(observation: Observation): ObservationResponseDto {
  const { payload, startTime, endTime, completionStartTime, pricing } = observation;
  const unit = observation.unit ?? DEFAULT_UNIT;
  const promptTokens = observation.promptTokens ?? 0;
  const completionTokens = observation.completionTokens ?? 0;
  const totalTokens = observation.totalTokens ?? promptTokens + completionTokens;
  return {
    id: observation.id,
    traceId: observation.traceId,
    projectId: observation.projectId,
    type: observation.type,
    name: observation.name,
    environment: observation.environment,
    startTime: formatTimestamp(startTime),
    endTime: formatOptional(endTime),
    completionStartTime: formatOptional(completionStartTime),
    parentObservationId: observation.parentObservationId,
    level: observation.level,
    statusMessage: observation.statusMessage,
    version: observation.version,
    model: observation.model,
    modelId: observation.modelId ?? pricing?.modelId ?? null,
    modelParameters: observation.modelParameters ?? {},
    promptId: observation.promptId,
    promptName: observation.promptName,
    promptVersion: observation.promptVersion,
    input: payload.input,
    output: payload.output,
    metadata: payload.metadata ?? {},
    usage: {
      input: promptTokens,
      output: completionTokens,
      total: totalTokens,
      unit,
      inputCost: observation.calculatedInputCost,
      outputCost: observation.calculatedOutputCost,
      totalCost: observation.calculatedTotalCost,
    },
    usageDetails: presentUsageDetails(observation, totalTokens),
    usageSent: observation.usageSent,
    costDetails: presentCostDetails(observation),
    isUsageEstimated: observation.isUsageEstimated,
    usagePricingTierId: pricing?.tierId ?? null,
    usagePricingTierName: pricing?.tierName ?? null,
    unit,
    promptTokens,
    completionTokens,
    totalTokens,
    inputPrice: presentPrice(observation, 'input'),
    outputPrice: presentPrice(observation, 'output'),
    totalPrice: presentPrice(observation, 'total'),
    calculatedInputCost: observation.calculatedInputCost,
    calculatedOutputCost: observation.calculatedOutputCost,
    calculatedTotalCost: observation.calculatedTotalCost,
    latency: observation.latency ?? secondsBetween(startTime, endTime),
    timeToFirstToken: observation.timeToFirstToken ?? secondsBetween(startTime, completionStartTime),
    createdAt: formatTimestamp(observation.createdAt),
    updatedAt: formatTimestamp(observation.updatedAt),
  };
}

/** As sent, else the counts that are known. */
function presentUsageDetails(observation: Observation, total: number): JsonText | Record<string, number> {
  const { usageDetails, promptTokens: input, completionTokens: output, totalTokens } = observation;
  const isKnown = input !== null || output !== null || totalTokens !== null;
  return usageDetails ?? withoutNulls({ input, output, total: isKnown ? total : null });
}

/** As sent, else that of the tier by which the server has priced it. */
function presentPrice(observation: Observation, kind: 'input' | 'output' | 'total'): number | null {
  const price = observation[`${kind}Price`] ?? observation.pricing?.prices[kind];
  return price === undefined ? null : Number(price);
}

/** As sent, else as priced bucket by bucket, else the costs that are known. */
function presentCostDetails(observation: Observation): JsonText | Record<string, number> {
  const { costDetails, pricing, calculatedInputCost, calculatedOutputCost, calculatedTotalCost } =
    observation;
  if (pricing !== null) return numbersOf({ ...pricing.costs, total: pricing.totalCost });
  const known = { input: calculatedInputCost, output: calculatedOutputCost, total: calculatedTotalCost };
  return costDetails ?? withoutNulls(known);
}

function numbersOf(decimals: Readonly<Record<string, string>>): Record<string, number> {
  return Object.fromEntries(Object.entries(decimals).map(([key, decimal]) => [key, Number(decimal)]));
}

function withoutNulls(amounts: Record<string, number | null>): Record<string, number> {
  const known = Object.entries(amounts).filter((entry): entry is [string, number] => entry[1] !== null);
  return Object.fromEntries(known);
}

function formatOptional(timestamp: Timestamp | null): string | null {
  return timestamp === null ? null : formatTimestamp(timestamp);
}
