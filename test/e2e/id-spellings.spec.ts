import { otlpSpan, protobufRequest } from '../factories/otlp-request.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { storedTrace } from '../support/stored-trace.js';

const HEX = '0af7651916cd43dd8448eb211c80319c';
const UUID = '5b8efff7-98f3-4d2a-9c1e-0f3a5d7b9e21';
const PARENT = 'c0ffee00-1111-4222-8333-444455556666';
const SPAN = 'b7ad6b7169203331';

function withHyphens(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** As it is stored, and as somebody else may write it. */
const CASES = [
  ['a trace of OpenTelemetry, by its UUID', HEX, withHyphens(HEX), SPAN],
  ['a trace with a UUID, by 32 digits', UUID, UUID.replaceAll('-', ''), PARENT],
] as const;

describe('ids of 128 bits', () => {
  let server: TestXtrace;

  const ids = async (path: string): Promise<unknown[]> => {
    const answer = await server.get(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.json<{ data: { id: unknown }[] }>().data.map(({ id }) => id);
  };
  const created = async (path: string, body: object): Promise<string> => {
    const answer = await server.post(path, body);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.json<{ id: string }>().id;
  };
  const filter = (column: string, operator: string, value: unknown): string =>
    encodeURIComponent(
      JSON.stringify([{ type: Array.isArray(value) ? 'stringOptions' : 'string', column, operator, value }]),
    );

  beforeAll(async () => {
    server = await startServer();
    const spans = protobufRequest([otlpSpan({ traceId: HEX, spanId: SPAN })]);
    const answer = await server.post('/v1/traces', spans, { 'content-type': 'application/x-protobuf' });
    expect(answer.status).toBe(200);
    const native = await server.post('/api/public/ingestion', {
      batch: [
        { id: 'e1', type: 'trace-create', timestamp: '2026-02-01T08:00:00Z', body: { id: UUID } },
        {
          id: 'e2',
          type: 'span-create',
          timestamp: '2026-02-01T08:00:00Z',
          body: { id: PARENT, traceId: UUID, startTime: '2026-02-01T08:00:00Z' },
        },
        {
          id: 'e3',
          type: 'span-create',
          timestamp: '2026-02-01T08:00:01Z',
          body: {
            id: 'child',
            traceId: UUID,
            parentObservationId: PARENT,
            startTime: '2026-02-01T08:00:01Z',
          },
        },
      ],
    });
    expect(native.json<{ errors: unknown[] }>().errors).toEqual([]);
  });

  afterAll(() => server.stop());

  it.each(CASES)('find %s, in details, lists and filters', async (_, id, spelling, observation) => {
    for (const value of [spelling, spelling.toUpperCase(), id]) {
      expect(await storedTrace(server, value)).toMatchObject({ id });
      expect(await ids(`/api/public/observations?traceId=${value}`)).toContain(observation);
      expect(await ids(`/api/public/v2/observations?traceId=${value}`)).toContain(observation);
      for (const route of ['observations', 'v2/observations']) {
        expect(await ids(`/api/public/${route}?filter=${filter('traceId', '=', value)}`)).toContain(
          observation,
        );
        expect(
          await ids(`/api/public/${route}?filter=${filter('traceId', 'none of', [value])}`),
        ).not.toContain(observation);
      }
      expect(await ids(`/api/public/traces?filter=${filter('id', '=', value)}`)).toEqual([id]);
      expect(await ids(`/api/public/traces?filter=${filter('id', 'any of', [value])}`)).toEqual([id]);
    }
    expect(await ids(`/api/public/traces?filter=${filter('id', 'starts with', spelling)}`)).toEqual([]);
  });

  it.each(CASES)('find what was said of %s', async (_, id, spelling) => {
    const score = await created('/api/public/scores', { traceId: spelling, name: 'quality', value: 1 });
    const comment = await created('/api/public/comments', {
      projectId: 'default',
      objectType: 'TRACE',
      objectId: spelling,
      content: 'good',
    });
    for (const value of [spelling, id]) {
      expect(await storedTrace(server, value)).toMatchObject({ id, scores: [{ id: score }] });
      for (const route of ['v2/scores', 'v3/scores'])
        expect(await ids(`/api/public/${route}?traceId=${value}`)).toEqual([score]);
      expect(await ids(`/api/public/v2/scores?filter=${filter('traceId', '=', value)}`)).toEqual([score]);
      expect(await ids(`/api/public/comments?objectType=TRACE&objectId=${value}`)).toEqual([comment]);
    }
    const scores = await server.get(`/api/public/v2/scores?traceId=${id}&fields=score,trace`);
    expect(scores.json<{ data: unknown[] }>().data).toMatchObject([
      { id: score, traceId: spelling, trace: { environment: 'default' } },
    ]);
    const listed = await server.get(`/api/public/traces?filter=${filter('id', '=', id)}`);
    expect(listed.json<{ data: unknown[] }>().data).toMatchObject([{ id, scores: [score] }]);
  });

  it('find an observation, and the parts of one', async () => {
    const spelling = PARENT.replaceAll('-', '');
    expect((await server.get(`/api/public/observations/${spelling}`)).json()).toMatchObject({ id: PARENT });
    for (const route of ['observations', 'v2/observations']) {
      expect(await ids(`/api/public/${route}?parentObservationId=${spelling}`)).toEqual(['child']);
      expect(
        await ids(`/api/public/${route}?filter=${filter('parentObservationId', '=', spelling)}`),
      ).toEqual(['child']);
      expect(await ids(`/api/public/${route}?filter=${filter('id', 'any of', [spelling])}`)).toEqual([
        PARENT,
      ]);
    }
    const comment = { projectId: 'default', objectType: 'OBSERVATION', objectId: spelling, content: 'slow' };
    const id = await created('/api/public/comments', comment);
    expect(await ids(`/api/public/comments?objectType=OBSERVATION&objectId=${PARENT}`)).toEqual([id]);
  });

  it('are deleted in whatever spelling, with what was said of them', async () => {
    const traceIds = CASES.map(([, , spelling]) => spelling);
    const answer = await server.request('/api/public/traces', { method: 'DELETE', body: { traceIds } });
    expect(answer.status).toBe(200);
    for (const [, id] of CASES) {
      expect((await server.get(`/api/public/traces/${id}`)).status).toBe(404);
      expect(await ids(`/api/public/v2/scores?traceId=${id}`)).toEqual([]);
    }
  });
});
