import { startServer, type TestXtrace } from '../support/server.js';
import { storedTrace } from '../support/stored-trace.js';

const REPLACEMENT = '\ufffd';

describe('A payload', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  async function send(id: string, members: string): Promise<number> {
    return (await server.post('/v1/l/batch', `{"trace": {"id": "${id}", ${members}}}`)).status;
  }

  /** The text between `"input":` and the next member of the answer. */
  async function inputText(id: string): Promise<string> {
    const { text } = await server.get(`/api/public/traces/${id}`);
    return /"input":(.*?),"output":/s.exec(text)?.[1] ?? '';
  }

  async function replacedCharacters(): Promise<number> {
    const { text } = await server.get('/metrics');
    return Number(/^xtrace_replaced_characters_total (\d+)$/m.exec(text)?.[1]);
  }

  function nested(depth: number): string {
    return '['.repeat(depth) + ']'.repeat(depth);
  }

  it.each([
    ['big', '12345678901234567890'],
    ['decimals', '1.10'],
    ['exponent', '1E+2'],
    ['tiny', '-0.0'],
    ['many-digits', '0.1234567890123456789012345678901234567890'],
    ['order', '{"z":1,"a":2,"10":3,"9":4}'],
    ['twice', '{"a":1,"a":2}'],
    ['escapes', '"\\u00e9\\/\\n\\ud83d\\ude00"'],
    ['spacing', '{ "a" : [ 1 ,  2 ] }'],
    ['text', '"only a text"'],
    ['empty', '""'],
    ['false', 'false'],
    ['zero', '0'],
  ])('comes back character by character: %s', async (id, payload) => {
    expect(await send(id, `"input": ${payload}, "output": ${payload}`)).toBe(200);
    expect(await inputText(id)).toBe(payload);
  });

  it('that a Langfuse client sends as the text of an object is that object, and that text where texts are read; 42 stays a text', async () => {
    const held = '{"a": 1.0, "b": [12345678901234567890]}';
    const event = (id: string, type: string, body: object): object => ({
      id,
      type,
      timestamp: '2026-01-31T08:00:00Z',
      body,
    });
    const batch = [
      event('h1', 'trace-create', { id: 'held', input: held, output: '42' }),
      event('h2', 'generation-create', { id: 'held-g', traceId: 'held', prompt: '[1]', completion: held }),
    ];
    expect((await server.post('/api/public/ingestion', { batch })).json()).toMatchObject({ errors: [] });
    const { text } = await server.get('/api/public/traces/held');
    expect(text).toContain(`"input":${held},"output":"42"`);
    expect(text).toContain(`"input":[1],"output":${held}`);
    const texts = await server.get('/api/public/v2/observations?traceId=held&fields=io');
    expect(texts.json()).toMatchObject({ data: [{ input: '[1]', output: held }] });
  });

  it('is the same in a list as in a detail', async () => {
    await send('listed', `"name": "listed", "input": {"b": 1.10, "a": 12345678901234567890}`);
    expect((await server.get('/api/public/traces?name=listed')).text).toContain(
      '"input":{"b": 1.10, "a": 12345678901234567890}',
    );
  });

  it('of an observation comes back like that of a trace', async () => {
    const body = `{"observations": [{"id": "o", "traceId": "observed", "input": {"b": 1.10, "a": 9007199254740993}}]}`;
    expect((await server.post('/v1/l/batch', body)).status).toBe(200);
    expect((await server.get('/api/public/traces/observed')).text).toContain(
      '{"b": 1.10, "a": 9007199254740993}',
    );
  });

  it('of several megabytes comes back as it was sent', async () => {
    const payload = JSON.stringify(
      Array.from({ length: 30_000 }, (_, index) => `line ${index} — ${'ü'.repeat(40)}`),
    );
    expect(await send('huge', `"input": ${payload}`)).toBe(200);
    expect(await inputText('huge')).toBe(payload);
  });

  it('may be nested as deep as 128 levels, those of the request included', async () => {
    expect(await send('deep', `"input": ${nested(126)}`)).toBe(200);
    expect(await inputText('deep')).toBe(nested(126));
    expect(await send('too-deep', `"input": ${nested(127)}`)).toBe(400);
  });

  it.each([129, 5000, 100_000, 1_000_000])(
    'that is nested %i levels deep is refused wherever it stands',
    async (depth) => {
      for (const member of ['input', 'metadata', 'unknown']) {
        expect(await send('too-deep', `"${member}": ${nested(depth)}`)).toBe(400);
      }
      expect((await server.get('/api/public/traces/too-deep')).status).toBe(404);
    },
  );

  it.each([
    ['NUL', '\\u0000'],
    ['a lone high surrogate', '\\ud800'],
    ['a lone low surrogate', '\\udc00'],
    ['surrogates in the wrong order', '\\udc00\\ud800'],
    ['a high surrogate before an ordinary character', '\\ud83dx'],
  ])('keeps its event when it holds %s, which becomes U+FFFD and is counted', async (name, escaped) => {
    const id = `repaired-${name.replaceAll(' ', '-')}`;
    const repaired = JSON.parse(`"${escaped}"`) as string;
    const expected = repaired.replace(/[\0\p{Surrogate}]/gu, REPLACEMENT);
    const before = await replacedCharacters();
    const members = ['input', 'output', 'metadata'].map(
      (field) => `"${field}": {"key ${escaped}": ["${escaped}"]}`,
    );
    expect(await send(id, `"name": "${escaped}", ${members.join(', ')}`)).toBe(200);
    const payload = { [`key ${expected}`]: [expected] };
    expect(await storedTrace(server, id)).toMatchObject({
      name: expected,
      input: payload,
      output: payload,
      metadata: payload,
    });
    const badCharacters = expected.split(REPLACEMENT).length - 1;
    expect((await replacedCharacters()) - before).toBe(7 * badCharacters);
  });

  it('keeps sound surrogate pairs', async () => {
    expect(await send('emoji', `"name": "\\ud83d\\ude00", "metadata": {"\\ud83d\\ude00": "😀"}`)).toBe(200);
    expect(await storedTrace(server, 'emoji')).toMatchObject({ name: '😀', metadata: { '😀': '😀' } });
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'may hold the key %s as plain data',
    async (key) => {
      const object = `{"${key}": {"polluted": true}, "nested": {"${key}": {"polluted": [1]}}}`;
      expect(
        await send(
          `key-${key}`,
          `"input": ${object}, "metadata": ${object}, "${key}": {"id": "x", "public": true}`,
        ),
      ).toBe(200);
      expect(await inputText(`key-${key}`)).toBe(object);
      const { metadata, public: isPublic } = await storedTrace(server, `key-${key}`);
      expect(JSON.stringify(metadata)).toContain(`"${key}":{"polluted":true}`);
      expect(isPublic).toBe(false);
    },
  );

  it('merges metadata with such keys like any other', async () => {
    await send('merged-keys', `"metadata": {"__proto__": {"a": 1}, "b": 1}`);
    await send('merged-keys', `"metadata": {"__proto__": {"c": 2}}`);
    const { text } = await server.get('/api/public/traces/merged-keys');
    const metadata = (JSON.parse(text) as { metadata: Record<string, unknown> }).metadata;
    expect(Object.getOwnPropertyDescriptor(metadata, '__proto__')?.value).toEqual({ a: 1, c: 2 });
  });

  it('that pollutes nothing leaves the next request as it was', async () => {
    await send('after', `"name": "plain"`);
    const answer = await storedTrace(server, 'after');
    expect(answer).not.toHaveProperty('polluted');
    expect(answer['metadata']).toEqual({});
  });

  it('in metadata may not have a number that the database would blow up', async () => {
    expect(await send('exponent-metadata', `"metadata": {"n": 1e131071}`)).toBe(400);
    expect(await send('exponent-input', `"input": {"n": 1e131071}`)).toBe(200);
    expect(await inputText('exponent-input')).toBe('{"n": 1e131071}');
  });
});
