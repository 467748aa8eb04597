import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { jsonRequest, otlpSpan, protobufRequest } from '../factories/otlp-request.js';
import { bytes, integer, message } from '../support/protobuf.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { hasTrace, storedTrace } from '../support/stored-trace.js';
import type { Answer } from '../support/answer.js';

const PATHS = ['/api/public/otel/v1/traces', '/v1/traces'];
const PROTOBUF = 'application/x-protobuf';
const MAX_BODY_BYTES = 400_000;
const RECORDED = JSON.parse(
  readFileSync(join(__dirname, '..', 'fixtures', 'langfuse-otel-5.11.1.json'), 'utf8'),
) as { requests: { path: string; body: object }[] };

/** The bytes of an answer that is protobuf. */
function bytesOf(answer: Answer): Buffer {
  return Buffer.from(answer.text);
}

describe('OTLP/HTTP', () => {
  let server: TestXtrace;
  let traces = 0;
  const nextTraceId = (): string => (++traces).toString(16).padStart(32, 'a');
  const sendProtobuf = (body: Buffer, headers = {}, path = PATHS[0] ?? ''): Promise<Answer> =>
    server.post(path, body, { 'content-type': PROTOBUF, ...headers });

  beforeAll(async () => {
    server = await startServer({ env: { XTRACE_MAX_REQUEST_BODY_BYTES: String(MAX_BODY_BYTES) } });
  });

  afterAll(() => server.stop());

  it.each(PATHS)(
    'stores what comes to %s in either encoding, gzip or not, and it can be read at once',
    async (path) => {
      for (const form of ['protobuf', 'json', 'protobuf gzip', 'json gzip']) {
        const traceId = nextTraceId();
        const spans = [
          otlpSpan({ traceId, spanId: 'b7ad6b7169203332', parentSpanId: 'b7ad6b7169203331', name: 'child' }),
          otlpSpan({ traceId, name: 'root', statusCode: 'ERROR', statusMessage: 'no' }),
        ];
        const isProtobuf = form.startsWith('protobuf');
        const type = isProtobuf ? PROTOBUF : 'application/json';
        const body = isProtobuf ? protobufRequest(spans) : Buffer.from(JSON.stringify(jsonRequest(spans)));
        const isGzip = form.endsWith('gzip');
        const answer = await server.post(path, isGzip ? gzipSync(body) : body, {
          'content-type': type,
          ...(isGzip && { 'content-encoding': 'gzip' }),
          'x-langfuse-ingestion-version': '4',
        });
        expect([answer.status, answer.text, answer.headers.get('content-type')?.split(';')[0]]).toEqual([
          200,
          isProtobuf ? '' : '{}',
          type,
        ]);
        const trace = await storedTrace(server, traceId);
        expect(trace).toMatchObject({ id: traceId, name: 'root' });
        expect(trace.observations).toMatchObject([
          {
            id: 'b7ad6b7169203331',
            name: 'root',
            level: 'ERROR',
            statusMessage: 'no',
            endTime: '2026-01-31T08:00:01.500Z',
          },
          { id: 'b7ad6b7169203332', name: 'child', parentObservationId: 'b7ad6b7169203331' },
        ]);
      }
    },
  );

  it('finds a trace also by the UUID of the same bits', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    expect((await sendProtobuf(protobufRequest([otlpSpan({ traceId })]))).status).toBe(200);
    expect(await storedTrace(server, '0AF76519-16cd-43dd-8448-eb211c80319c')).toMatchObject({ id: traceId });
  });

  it('stores what the SDK of Langfuse for JavaScript sends', async () => {
    const requests = RECORDED.requests.filter(({ path }) => path.endsWith('/v1/traces'));
    for (const { body } of requests) {
      const answer = await server.post(PATHS[0] ?? '', body);
      expect([answer.status, answer.text]).toEqual([200, '{}']);
    }
    const [traceId] = /[0-9a-f]{32}/.exec(JSON.stringify(requests[0]?.body)) ?? [''];
    expect(await storedTrace(server, traceId)).toMatchObject({
      name: 'tn',
      userId: 'u',
      sessionId: 's',
      tags: ['a', 'b'],
    });
  });

  it('decodes large bodies as it does small ones', async () => {
    const traceId = nextTraceId();
    const spans = Array.from({ length: 1200 }, (_, index) =>
      otlpSpan({
        traceId,
        spanId: (index + 1).toString(16).padStart(16, '0'),
        attributes: new Map([['text', 'x'.repeat(120)]]),
      }),
    );
    const body = protobufRequest(spans);
    expect(body.length).toBeGreaterThan(256 * 1024);
    expect((await sendProtobuf(body)).status).toBe(200);
    const observations = await server.get(`/api/public/observations?traceId=${traceId}&limit=1`);
    expect(observations.json()).toMatchObject({ meta: { totalItems: 1200 } });
    const cut = await sendProtobuf(body.subarray(0, body.length - 5));
    expect(cut.status).toBe(400);
  });

  it('stores the spans that are sound, and says of the others how many and why', async () => {
    const traceId = nextTraceId();
    const long = 'k'.repeat(60);
    const spans = [
      otlpSpan({ traceId }),
      otlpSpan({ traceId, spanId: 'ab' }),
      otlpSpan({ traceId: '00'.repeat(16) }),
      otlpSpan({ traceId: '' }),
      otlpSpan({ traceId, spanId: 'b7ad6b7169203333', startNanos: 2n ** 64n - 1n }),
      otlpSpan({ traceId, spanId: 'b7ad6b7169203334', attributes: new Map([[long, long]]) }),
    ];
    const json = await server.post(PATHS[1] ?? '', jsonRequest(spans));
    expect(json.status).toBe(200);
    const { partialSuccess } = json.json<{
      partialSuccess: { rejectedSpans: string; errorMessage: string };
    }>();
    expect(partialSuccess.rejectedSpans).toBe('4');
    expect(partialSuccess.errorMessage).toMatch(
      /^traceId must be 16 bytes .* \(2\); .*spanId must be 8 bytes .* \(1\)/,
    );
    expect(partialSuccess.errorMessage).toContain('startTimeUnixNano');
    const protobuf = await sendProtobuf(protobufRequest(spans));
    expect([protobuf.status, protobuf.text]).toEqual([
      200,
      message(1, integer(1, 4), bytes(2, partialSuccess.errorMessage)).toString(),
    ]);
    expect((await storedTrace(server, traceId)).observations.map(({ id }) => id).sort()).toEqual([
      'b7ad6b7169203331',
      'b7ad6b7169203334',
    ]);
  });

  it('refuses spans alone whose common resource would become too much in all of them', async () => {
    const traceId = nextTraceId();
    const resource = message(1, message(1, bytes(1, 'large'), message(2, bytes(1, 'x'.repeat(100_000)))));
    const span = (index: number): Buffer =>
      message(
        2,
        bytes(1, Buffer.from(traceId, 'hex')),
        bytes(2, Buffer.from((index + 1).toString(16).padStart(16, '0'), 'hex')),
      );
    const answer = await sendProtobuf(
      message(1, resource, message(2, ...Array.from({ length: 3000 }, (_, index) => span(index)))),
    );
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(
      'The resource or the scope is too large for so many spans in one request; split it',
    );
    const { observations } = await storedTrace(server, traceId);
    expect(observations.length).toBeGreaterThan(10);
    expect(observations.length).toBeLessThan(100);
  });

  it('takes an empty request, also one that has nothing but what it does not know', async () => {
    for (const body of ['{}', '{"resourceSpans":[]}', '{"resourceSpans":[{"scopeSpans":[{}]}],"new":1}']) {
      const answer = await server.post(PATHS[0] ?? '', body);
      expect([answer.status, answer.text]).toEqual([200, '{}']);
    }
    const answer = await sendProtobuf(Buffer.alloc(0));
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  it('answers with a Status in the encoding of the request', async () => {
    const cases: [
      body: Buffer,
      headers: Record<string, string>,
      status: number,
      code: number,
      text: string,
    ][] = [
      [Buffer.from([0x0a, 0xff]), {}, 400, 3, 'The body is not valid protobuf'],
      [Buffer.alloc(0), { authorization: '' }, 401, 16, 'Unauthorized'],
      [Buffer.alloc(0), { authorization: 'Bearer wrong-token' }, 401, 16, 'Unauthorized'],
      [Buffer.alloc(0), { 'x-langfuse-ingestion-version': '5' }, 400, 3, 'x-langfuse-ingestion-version'],
      [Buffer.alloc(0), { 'x-langfuse-ingestion-version': 'new' }, 400, 3, 'x-langfuse-ingestion-version'],
      [Buffer.alloc(0), { 'content-encoding': 'br' }, 415, 3, 'Content-Encoding must be gzip'],
      [Buffer.from('no gzip'), { 'content-encoding': 'gzip' }, 400, 3, 'not valid gzip'],
      [Buffer.alloc(MAX_BODY_BYTES + 1), {}, 413, 8, 'at most'],
      [gzipSync(Buffer.alloc(MAX_BODY_BYTES + 1)), { 'content-encoding': 'gzip' }, 413, 8, 'at most'],
    ];
    for (const [body, headers, status, code, text] of cases) {
      for (const type of [PROTOBUF, 'application/json']) {
        const answer = await server.post(PATHS[1] ?? '', body, { 'content-type': type, ...headers });
        expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([status, type]);
        if (type === PROTOBUF) {
          expect(bytesOf(answer).subarray(0, 2)).toEqual(integer(1, code));
          expect(answer.text).toContain(text);
        } else {
          expect(answer.json()).toMatchObject({ code });
          expect(Object.keys(answer.json<object>())).toEqual(['code', 'message']);
        }
      }
    }
    for (const type of ['text/plain', 'multipart/form-data', '']) {
      const answer = await server.post(PATHS[0] ?? '', '{}', { 'content-type': type });
      expect([answer.status, answer.json()]).toEqual([
        415,
        { code: 3, message: 'Content-Type must be application/x-protobuf or application/json' },
      ]);
    }
  });

  it('says that it takes no logs', async () => {
    for (const path of ['/v1/logs', '/api/public/otel/v1/logs']) {
      const answer = await server.post(path, { resourceLogs: [] });
      expect([answer.status, answer.json()]).toMatchObject([404, { code: 12 }]);
      const protobuf = await server.post(path, Buffer.alloc(0), { 'content-type': PROTOBUF });
      expect([protobuf.status, bytesOf(protobuf).subarray(0, 2)]).toEqual([404, integer(1, 12)]);
    }
  });

  it('does not let keys of attributes reach what is not theirs', async () => {
    const traceId = nextTraceId();
    const keys = [
      '__proto__',
      'constructor.prototype.x',
      'gen_ai.prompt.__proto__.x',
      'gen_ai.prompt.0.__proto__.x',
      'gen_ai.prompt.4294967294.content',
      'llm.input_messages.__proto__.message.content',
      'langfuse.trace.metadata.__proto__',
      'langfuse.observation.metadata.__proto__.x',
    ];
    const span = otlpSpan({ traceId, attributes: new Map(keys.map((key) => [key, 'polluted'])) });
    expect((await sendProtobuf(protobufRequest([span]))).status).toBe(200);
    expect(
      (await server.post(PATHS[0] ?? '', jsonRequest([{ ...span, spanId: 'b7ad6b7169203339' }]))).status,
    ).toBe(200);
    const { observations } = await storedTrace(server, traceId);
    expect(observations).toHaveLength(2);
    expect(JSON.stringify(observations).length).toBeLessThan(20_000);
    const plain = nextTraceId();
    await sendProtobuf(protobufRequest([otlpSpan({ traceId: plain })]));
    const after = await server.get(`/api/public/traces/${plain}`);
    expect(after.text).not.toContain('polluted');
  });

  it('gives the observations of a trace in the order of their nanoseconds, however they came', async () => {
    const traceId = nextTraceId();
    const at = 1_769_846_400_000_005_000n;
    const order = [2n, 0n, 999n, 1n, 1000n];
    for (const nanos of order) {
      // The later, the lower the id: ids alone would turn the order around.
      const spanId = (0xffffn - nanos).toString(16).padStart(16, '0');
      const span = otlpSpan({ traceId, spanId, name: `+${nanos}`, startNanos: at + nanos });
      expect((await sendProtobuf(protobufRequest([span]))).status).toBe(200);
    }
    const { observations } = await storedTrace(server, traceId);
    expect(observations.map(({ name }) => name)).toEqual(['+0', '+1', '+2', '+999', '+1000']);
  });

  it('shows as a root what another process has called, where its SDK says so', async () => {
    const traceId = nextTraceId();
    const roots = async (is: boolean): Promise<string[]> => {
      const filter = [{ type: 'boolean', column: 'isRootObservation', operator: '=', value: is }];
      const query = `traceId=${traceId}&fields=basic`;
      const answers = await Promise.all([
        server.get(`/api/public/v2/observations?${query}&isRootObservation=${is}`),
        server.get(
          `/api/public/v2/observations?${query}&filter=${encodeURIComponent(JSON.stringify(filter))}`,
        ),
      ]);
      const [found, filtered] = answers.map((answer) => answer.json<{ data: object[] }>().data);
      expect(filtered).toEqual(found);
      for (const each of found ?? []) expect(each).toMatchObject({ isRootObservation: is });
      return (found as { id: string }[]).map(({ id }) => id);
    };
    const parentSpanId = 'c0ffee00c0ffee00';
    const attributes = new Map([['langfuse.internal.is_app_root', true]]);
    const spans = [
      otlpSpan({ traceId, spanId: 'b7ad6b7169203331', parentSpanId, attributes, name: 'app' }),
      otlpSpan({ traceId, spanId: 'b7ad6b7169203332', parentSpanId: 'b7ad6b7169203331' }),
    ];
    await sendProtobuf(protobufRequest(spans));
    expect(await roots(true)).toEqual(['b7ad6b7169203331']);
    expect(await roots(false)).toEqual(['b7ad6b7169203332']);
    const { name, observations } = await storedTrace(server, traceId);
    expect(name).toBe('app');
    expect(observations.find(({ id }) => id === 'b7ad6b7169203331')).toMatchObject({
      parentObservationId: parentSpanId,
    });
  });

  it('is repeated without effect', async () => {
    const traceId = nextTraceId();
    const body = protobufRequest([otlpSpan({ traceId })]);
    await sendProtobuf(body);
    const [first] = (await storedTrace(server, traceId)).observations;
    await sendProtobuf(body);
    await server.post(PATHS[1] ?? '', jsonRequest([otlpSpan({ traceId })]));
    expect((await storedTrace(server, traceId)).observations).toEqual([first]);
    expect(await hasTrace(server, nextTraceId())).toBe(false);
  });
});
