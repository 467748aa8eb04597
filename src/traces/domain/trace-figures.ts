import { secondsBetween } from './seconds-between.js';
import type { TraceRecord } from './trace.js';

type Figures = Pick<TraceRecord, 'sent' | 'observed'>;

/** As sent, else from the first start to the last end of its observations; 0 where that is not known. Lists are ordered by it. */
export function latencyOf({ sent, observed }: Figures): number {
  return sent.latency ?? secondsBetween(observed.firstStart, observed.lastEnd) ?? 0;
}

/** As sent, else the sum over its observations. Lists are ordered by it. */
export function totalCostOf({ sent, observed }: Figures): number {
  return sent.totalCost ?? observed.totalCost;
}
