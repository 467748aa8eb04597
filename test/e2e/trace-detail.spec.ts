import { anObservationAnswer } from '../factories/observation-answer.factory.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { ingest, storedTrace } from '../support/stored-trace.js';

describe('GET /api/public/traces/:traceId', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  it('has the observations ordered by their start, with defaults where nothing was said', async () => {
    await ingest(server, {
      trace: { id: 'detail', timestamp: '2026-01-31T08:00:00Z' },
      observations: [
        { id: 'late', traceId: 'detail', startTime: '2026-01-31T08:00:02Z' },
        { id: 'early', traceId: 'detail', startTime: '2026-01-31T08:00:01Z' },
      ],
    });
    const { observations, scores } = await storedTrace(server, 'detail');
    expect(scores).toEqual([]);
    expect(observations.map(({ id }) => id)).toEqual(['early', 'late']);
    expect(observations[0]).toEqual(
      anObservationAnswer({
        id: 'early',
        traceId: 'detail',
        projectId: 'default',
        type: 'GENERATION',
        startTime: '2026-01-31T08:00:01.000Z',
        createdAt: expect.any(String) as string,
        updatedAt: expect.any(String) as string,
      }),
    );
  });

  it('derives latency and time to first token of an observation from its times', async () => {
    const observation = {
      id: 'o',
      traceId: 'times',
      startTime: '2026-01-31T08:00:00Z',
      completionStartTime: '2026-01-31T08:00:00.250Z',
      endTime: '2026-01-31T08:00:01.500Z',
    };
    await ingest(server, { observations: [observation] });
    expect((await storedTrace(server, 'times')).observations).toMatchObject([
      { latency: 1.5, timeToFirstToken: 0.25 },
    ]);
  });

  it('finds 128 bits in either spelling, whichever was sent', async () => {
    await ingest(server, { trace: { id: '0af7651916cd43dd8448eb211c80319c', name: 'hex' } });
    await ingest(server, { trace: { id: '11111111-2222-4333-8444-555555555555', name: 'uuid' } });
    expect((await storedTrace(server, '0af76519-16cd-43dd-8448-eb211c80319c'))['name']).toBe('hex');
    expect((await storedTrace(server, '0AF7651916CD43DD8448EB211C80319C'))['name']).toBe('hex');
    expect((await storedTrace(server, '11111111222243338444555555555555'))['name']).toBe('uuid');
    expect((await storedTrace(server, '11111111222243338444555555555555'))['id']).toBe(
      '11111111-2222-4333-8444-555555555555',
    );
  });

  it('answers 404 for an id that there is not', async () => {
    expect((await server.get('/api/public/traces/nowhere')).failure).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });
});
