import type { CostExplanation, PricedBill } from '../../domain/costs/cost-explanation.js';
import type { ObservationBill } from '../../domain/costs/observation-bill.js';
import type { ObservationCostResponseDto, PricedBillDto } from './dto/observation-cost-response.dto.js';

export function presentObservationCost(
  observation: ObservationBill,
  cost: CostExplanation,
): ObservationCostResponseDto {
  return {
    observationId: observation.id,
    traceId: observation.traceId,
    model: observation.model,
    origin: cost.origin,
    isUsageEstimated: observation.isUsageEstimated,
    inputCost: cost.inputCost,
    outputCost: cost.outputCost,
    totalCost: cost.totalCost,
    costDetailsSent: observation.costDetails,
    bill: cost.bill && presentBill(cost.bill),
    byPriceList: cost.byPriceList && presentBill(cost.byPriceList),
    reason: cost.reason,
  };
}

function presentBill({ pricing, buckets }: PricedBill): PricedBillDto {
  return {
    modelId: pricing.modelId,
    modelName: pricing.modelName,
    product: pricing.product,
    source: pricing.source,
    pricedOn: pricing.pricedOn,
    tierId: pricing.tierId,
    tierName: pricing.tierName,
    buckets: buckets.map((each) => ({ ...each })),
    unpriced: [...pricing.unpriced],
    inputCost: pricing.inputCost,
    outputCost: pricing.outputCost,
    totalCost: pricing.totalCost,
  };
}
