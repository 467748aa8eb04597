import { JsonText } from '../../src/common/json/json-text.js';
import { anObservation } from '../factories/observation.factory.js';
import { aTrace } from '../factories/trace.factory.js';
import { type StoreForReading, at, projectId, room } from './trace-reader-bed.js';

/** What a TraceReader returns of one trace. */
export function traceDetailContract(store: StoreForReading): void {
  describe('get', () => {
    it('returns null for an id that is unknown or of another project', async () => {
      const reader = await store([aTrace({ projectId: 'p2', id: 'a' })], []);
      expect(await reader.get(projectId, ['a'], room())).toBeNull();
    });

    it('returns the first of the ids that exists', async () => {
      const reader = await store([aTrace({ projectId, id: 'b' }), aTrace({ projectId, id: 'c' })], []);
      expect(await reader.get(projectId, ['a', 'c', 'b'], room())).toMatchObject({ id: 'c' });
    });

    it('returns every field of the trace', async () => {
      const trace = aTrace({
        projectId,
        id: 'a',
        timestamp: at('08:00:00.123456'),
        environment: 'production',
        name: 'chat',
        userId: 'alice',
        sessionId: 's1',
        release: 'r1',
        version: 'v1',
        externalId: 'x1',
        tags: ['b', 'a,"b"', '{}'],
        public: true,
        bookmarked: true,
        sent: { latency: 1.25, totalCost: 0.000012 },
        payload: {
          input: new JsonText('[1.10]'),
          output: new JsonText('"text"'),
          metadata: new JsonText('{"k": 1.10}'),
        },
      });
      const reader = await store([trace], []);
      expect(await reader.get(projectId, ['a'], room())).toEqual({
        ...trace,
        observed: { firstStart: null, lastEnd: null, totalCost: 0 },
        observations: [],
      });
    });

    it('returns every field of its observations, by start and then id', async () => {
      const full = anObservation({
        projectId,
        traceId: 'a',
        id: 'o3',
        type: 'GENERATION',
        name: 'llm',
        environment: 'production',
        startTime: at('08:00:00.000001'),
        endTime: at('08:00:01.000000'),
        completionStartTime: at('08:00:00.500000'),
        parentObservationId: 'o1',
        level: 'ERROR',
        statusMessage: 'timeout',
        version: 'v1',
        model: 'm1',
        modelId: 'mid',
        modelParameters: new JsonText('{"temperature": 0.20}'),
        promptId: 'pid',
        promptName: 'pname',
        promptVersion: 3,
        promptTokens: 5_000_000_000,
        completionTokens: 2,
        totalTokens: 5_000_000_002,
        unit: 'CHARACTERS',
        usageDetails: new JsonText('{"input": 5000000000}'),
        costDetails: new JsonText('{"total": 0.10}'),
        inputPrice: 0.000001,
        outputPrice: 0.000002,
        totalPrice: 0.000003,
        calculatedInputCost: 0.25,
        calculatedOutputCost: 0.5,
        calculatedTotalCost: 1,
        latency: 1.5,
        timeToFirstToken: 0.5,
        payload: {
          input: new JsonText('12345678901234567890'),
          output: new JsonText('null'),
          metadata: new JsonText('{"k": [1]}'),
        },
      });
      const first = anObservation({ projectId, traceId: 'a', id: 'o9' });
      const tie = anObservation({ projectId, traceId: 'a', id: 'o4', startTime: full.startTime });
      const foreign = anObservation({ projectId, traceId: 'b', id: 'o1' });
      const reader = await store(
        ['a', 'b'].map((id) => aTrace({ projectId, id })),
        [tie, full, first, foreign],
      );
      const trace = await reader.get(projectId, ['a'], room());
      expect(trace?.observations).toEqual([first, full, tie]);
      expect(trace?.observed).toEqual({ firstStart: first.startTime, lastEnd: full.endTime, totalCost: 1 });
    });
  });
}
