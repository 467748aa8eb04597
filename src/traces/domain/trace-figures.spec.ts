import type { Timestamp } from '../../common/time/timestamp.js';
import { latencyOf, totalCostOf } from './trace-figures.js';

const start = '2026-01-31T08:00:00.000001Z' as Timestamp;
const end = '2026-02-01T08:00:01.500002Z' as Timestamp;

function trace(
  sent: { latency?: number; totalCost?: number },
  observed: { firstStart?: Timestamp; lastEnd?: Timestamp },
) {
  return {
    sent: { latency: null, totalCost: null, ...sent },
    observed: { firstStart: null, lastEnd: null, totalCost: 0.5, ...observed },
  };
}

describe('the figures of a trace', () => {
  it('are as sent', () => {
    const sent = trace({ latency: 0, totalCost: 0 }, { firstStart: start, lastEnd: end });
    expect([latencyOf(sent), totalCostOf(sent)]).toEqual([0, 0]);
  });

  it('are else derived from the observations, to the microsecond', () => {
    const derived = trace({}, { firstStart: start, lastEnd: end });
    expect([latencyOf(derived), totalCostOf(derived)]).toEqual([86401.500001, 0.5]);
  });

  it('have no latency while no observation has ended', () => {
    expect(latencyOf(trace({}, { firstStart: start }))).toBe(0);
    expect(latencyOf(trace({}, {}))).toBe(0);
  });
});
