import type { Observation } from '../../src/traces/domain/observation.js';
import { latencyOf, totalCostOf } from '../../src/traces/domain/trace-figures.js';
import { TRACE_SORT_FIELDS } from '../../src/traces/domain/trace-query.js';
import { anObservation } from '../factories/observation.factory.js';
import { aTrace } from '../factories/trace.factory.js';
import { type StoreForReading, at, idsOf, projectId, query, room } from './trace-reader-bed.js';

/** In which order a TraceReader lists traces. */
export function traceOrderContract(store: StoreForReading): void {
  describe('the order of find', () => {
    it.each(TRACE_SORT_FIELDS)(
      'orders by %s in both directions, with what has no value last',
      async (field) => {
        const traces = ['a', 'b', 'c', 'd', 'e'].map((id, index) => {
          // b and d tie; e has nothing.
          const rank = [3, 2, 1, 2, 0][index] ?? 0;
          const text = rank === 0 ? null : `x${rank}`;
          return aTrace({
            projectId,
            id,
            timestamp: at(`08:00:0${rank}.000000`),
            name: text,
            userId: text,
            sessionId: text,
            release: text,
            version: text,
            public: rank > 1,
            bookmarked: rank > 1,
            sent: { latency: rank === 0 ? null : rank, totalCost: rank === 0 ? null : rank },
          });
        });
        const reader = await store(traces, []);
        const expected: Record<typeof field, [string, string]> = {
          id: ['abcde', 'edcba'],
          timestamp: ['ecbda', 'adbce'],
          name: ['cbdae', 'adbce'],
          userId: ['cbdae', 'adbce'],
          sessionId: ['cbdae', 'adbce'],
          release: ['cbdae', 'adbce'],
          version: ['cbdae', 'adbce'],
          public: ['ceabd', 'dbaec'],
          bookmarked: ['ceabd', 'dbaec'],
          latency: ['ecbda', 'adbce'],
          totalCost: ['ecbda', 'adbce'],
        };
        const asc = await idsOf(reader, { order: { field, direction: 'asc' } });
        const desc = await idsOf(reader, { order: { field, direction: 'desc' } });
        expect([asc.join(''), desc.join('')]).toEqual(expected[field]);
      },
    );

    it('orders by the latency and the cost that its traces show, sent or derived', async () => {
      const observation = (traceId: string, id: string, known: Partial<Observation>): Observation =>
        anObservation({ projectId, traceId, id, startTime: at('08:00:00.000000'), ...known });
      const reader = await store(
        [
          aTrace({ projectId, id: 'sent', sent: { latency: 2.5, totalCost: 0.5 } }),
          aTrace({ projectId, id: 'derived' }),
          aTrace({ projectId, id: 'running' }),
          aTrace({ projectId, id: 'empty' }),
        ],
        [
          observation('sent', 'o1', { endTime: at('08:00:09.000000'), calculatedTotalCost: 9 }),
          observation('derived', 'o1', { endTime: at('08:00:03.000000'), calculatedTotalCost: 0.25 }),
          observation('derived', 'o2', {
            startTime: at('08:00:00.100000'),
            endTime: at('08:00:03.000001'),
            calculatedTotalCost: 0.5,
          }),
          observation('running', 'o1', { calculatedTotalCost: 0.125 }),
        ],
      );
      const byLatency = await reader.find(query({ order: { field: 'latency', direction: 'desc' } }), room());
      expect(byLatency.items.map((trace) => [trace.id, latencyOf(trace)])).toEqual([
        ['derived', 3.000001],
        ['sent', 2.5],
        ['running', 0],
        ['empty', 0],
      ]);
      const byCost = await reader.find(query({ order: { field: 'totalCost', direction: 'desc' } }), room());
      expect(byCost.items.map((trace) => [trace.id, totalCostOf(trace)])).toEqual([
        ['derived', 0.75],
        ['sent', 0.5],
        ['running', 0.125],
        ['empty', 0],
      ]);
    });
  });
}
