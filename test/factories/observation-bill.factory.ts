import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { ObservationBill } from '../../src/traces/domain/costs/observation-bill.js';

/** Of an observation of which nothing is known but what must be. */
export function anObservationBill(known: Partial<ObservationBill> = {}): ObservationBill {
  return {
    traceId: 't',
    id: 'o',
    model: null,
    level: 'DEFAULT',
    startTime: '2026-01-31T08:00:00.000000Z' as Timestamp,
    usage: null,
    isUsageEstimated: false,
    usageSent: null,
    hasText: false,
    costDetails: null,
    sentInputCost: null,
    sentOutputCost: null,
    sentTotalCost: null,
    terms: null,
    modelParameters: null,
    metadata: null,
    ...known,
  };
}
