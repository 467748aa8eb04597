import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediaOf, sha256Of } from '../factories/media.factory.js';
import { eventually } from '../support/eventually.js';
import { rawRequest } from '../support/raw-request.js';
import { RawConnection } from '../support/raw-connection.js';
import { startServer, type TestXtrace } from '../support/server.js';

const PATH = '/api/public/media';
const KEYS = { publicKey: 'pk-media', secretKey: 'sk-media' };
const MAX_BYTES = 20_000_000;

interface Announced {
  readonly mediaId: string;
  readonly uploadUrl: string | null;
}

interface Found {
  readonly mediaId: string;
  readonly contentType: string;
  readonly url: string;
}

describe(PATH, () => {
  let server: TestXtrace;
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'xtrace-media-'));
    server = await startServer({
      env: {
        XTRACE_DATA_DIR: directory,
        XTRACE_PUBLIC_KEY: KEYS.publicKey,
        XTRACE_SECRET_KEY: KEYS.secretKey,
        XTRACE_MAX_MEDIA_BYTES: String(MAX_BYTES),
        XTRACE_BASE_PATH: '/xtrace',
        TRUST_PROXY: 'loopback',
      },
    });
  });

  afterAll(async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  });

  function announcement(text: string, fields: object = {}): object {
    const { sha256, contentType, contentLength } = mediaOf(text);
    return { traceId: 't1', field: 'input', contentType, contentLength, sha256Hash: sha256, ...fields };
  }

  async function announced(text: string, fields: object = {}): Promise<Announced> {
    const answer = await server.post(PATH, announcement(text, fields));
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
    return answer.json<Announced>();
  }

  async function uploadUrl(text: string, fields: object = {}): Promise<string> {
    return (await announced(text, fields)).uploadUrl ?? '';
  }

  function put(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(url, { method: 'PUT', body, headers: { 'content-type': 'text/plain', ...headers } });
  }

  async function stored(text: string, fields: { contentType?: string } = {}): Promise<Found> {
    const { mediaId, uploadUrl } = await announced(text, fields);
    if (uploadUrl !== null)
      expect(
        (await put(uploadUrl, text, { 'content-type': fields.contentType ?? 'text/plain' })).status,
      ).toBe(200);
    return (await server.get(`${PATH}/${mediaId}`)).json<Found>();
  }

  async function incomingFiles(): Promise<string[]> {
    return readdir(join(directory, 'media', 'incoming')).catch(() => []);
  }

  it('takes in what was announced, and gives it back', async () => {
    const { mediaId, uploadUrl } = await announced('hello');
    expect(mediaId).toBe('LPJNul-wow4m6Dsqxbninh');
    expect((await server.get(`${PATH}/${mediaId}`)).json()).toMatchObject({ error: 'LangfuseNotFoundError' });
    const headers = { 'x-amz-checksum-sha256': sha256Of('hello'), 'x-ms-blob-type': 'BlockBlob' };
    const answer = await put(uploadUrl ?? '', 'hello', headers);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    const outcome = { uploadHttpStatus: 200, uploadHttpError: '', uploadTimeMs: 3 };
    const report = { uploadedAt: new Date().toISOString(), ...outcome };
    const reported = await server.request(`${PATH}/${mediaId}`, { method: 'PATCH', body: report });
    expect([reported.status, reported.text]).toEqual([204, '']);
    const found = (await server.get(`${PATH}/${mediaId}`)).json<Found>();
    expect(found).toEqual({
      mediaId,
      contentType: 'text/plain',
      contentLength: 5,
      url: expect.stringContaining(`/xtrace${PATH}/${mediaId}/content?grant=`) as string,
      urlExpiry: expect.stringMatching(/Z$/) as string,
      uploadedAt: expect.stringMatching(/Z$/) as string,
    });
    const download = await fetch(found.url);
    expect(await download.text()).toBe('hello');
    expect(Object.fromEntries(download.headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '5',
      'content-disposition': `attachment; filename="${mediaId}"`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
  });

  it('asks for bytes only while they are not here', async () => {
    await stored('once');
    const { mediaId, uploadUrl } = await announced('once', {
      traceId: 't2',
      field: 'metadata',
      observationId: 'o',
    });
    expect(uploadUrl).toBeNull();
    const name = Buffer.from(sha256Of('once'), 'base64').toString('hex');
    const files = await readdir(join(directory, 'media'), { recursive: true });
    const [file = ''] = files.filter((path) => path.endsWith(name));
    await rm(join(directory, 'media', file));
    const { url } = (await server.get(`${PATH}/${mediaId}`)).json<Found>();
    expect((await fetch(url)).status).toBe(404);
    expect((await stored('once')).mediaId).toBe(mediaId);
    expect(await (await fetch(url)).text()).toBe('once');
  });

  it('believes no client that says it has uploaded what is not here', async () => {
    const { mediaId } = await announced('never sent');
    const body = { uploadedAt: new Date().toISOString(), uploadHttpStatus: 200 };
    expect((await server.request(`${PATH}/${mediaId}`, { method: 'PATCH', body })).status).toBe(204);
    expect((await server.get(`${PATH}/${mediaId}`)).status).toBe(404);
    expect((await announced('never sent')).uploadUrl).not.toBeNull();
  });

  it('gives parts, tells what is unchanged, and sends no body where none is asked for', async () => {
    const { url, mediaId } = await stored('0123456789');
    const ask = async (headers: Record<string, string>, method = 'GET') => {
      const answer = await fetch(url, { method, headers });
      return [answer.status, answer.headers.get('content-range'), await answer.text()];
    };
    expect(await ask({ range: 'bytes=2-4' })).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await ask({ range: 'bytes=-3' })).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await ask({ range: 'bytes=8-99' })).toEqual([206, 'bytes 8-9/10', '89']);
    expect(await ask({ range: 'bytes=2-4', 'if-range': `"${mediaId}"` })).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ]);
    expect(await ask({ range: 'bytes=2-4', 'if-range': '"other"' })).toEqual([200, null, '0123456789']);
    expect(await ask({ range: 'bytes=0-1,5-6' })).toEqual([200, null, '0123456789']);
    expect(await ask({ range: 'lines=1-2' })).toEqual([200, null, '0123456789']);
    const [status, contentRange, body] = await ask({ range: 'bytes=10-' });
    expect([status, contentRange]).toEqual([416, 'bytes */10']);
    expect(JSON.parse(String(body))).toMatchObject({ code: 'RANGE_NOT_SATISFIABLE', data: null });
    const known = await rawRequest(
      server.url,
      head('GET', url, [`If-None-Match: "${mediaId}"`, 'Connection: close']),
    );
    expect([known.status, known.body]).toEqual([304, '']);
    expect(await ask({}, 'HEAD')).toEqual([200, null, '']);
  });

  it.each([
    ['text/html', 'application/octet-stream'],
    ['image/svg+xml', 'application/octet-stream'],
    ['application/xhtml+xml', 'application/octet-stream'],
    ['text/javascript', 'application/octet-stream'],
    ['IMAGE/PNG', 'image/png'],
    ['audio/webm; codecs=opus', 'audio/webm'],
  ])('serves %s as %s', async (contentType, served) => {
    const { url, contentType: known } = await stored(`<script>${contentType}</script>`, { contentType });
    const download = await fetch(url);
    expect([known, download.headers.get('content-type')]).toEqual([contentType, served]);
    expect(download.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  it('keeps nothing but the bytes that were announced', async () => {
    const cases: [string, number, (url: string) => Promise<Response>][] = [
      ['shorter', 400, (url) => put(url, 'short')],
      ['longer', 400, (url) => put(url, 'longer than announced')],
      ['of another hash', 400, (url) => put(url, 'of another hasH')],
      [
        'saying another hash',
        400,
        (url) => put(url, 'saying another hash', { 'x-amz-checksum-sha256': sha256Of('') }),
      ],
      ['of another type', 415, (url) => put(url, 'of another type', { 'content-type': 'text/html' })],
      ['empty', 400, (url) => put(url, '')],
      ['endless', 413, (url) => putInPieces(url, ['end', 'less, and more'])],
      ['ending early', 400, (url) => putInPieces(url, ['ending'])],
    ];
    for (const [text, status, upload] of cases) {
      const { mediaId, uploadUrl } = await announced(text);
      const answer = await upload(uploadUrl ?? '');
      expect([text, answer.status]).toEqual([text, status]);
      expect(((await answer.json()) as { message: string }).message).toMatch(/announced/);
      expect((await server.get(`${PATH}/${mediaId}`)).status).toBe(404);
    }
    await eventually(async () => (await incomingFiles()).length === 0);
    expect((await putInPieces(await uploadUrl('in pieces'), ['in ', 'pieces'])).status).toBe(200);
  });

  it('takes in the same large bytes many times at once', async () => {
    const text = 'large '.repeat(1_000_000);
    const url = await uploadUrl(text);
    const answers = await Promise.all([1, 2, 3, 4].map(() => put(url, text)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const found = await stored(text);
    expect((await (await fetch(found.url)).text()) === text).toBe(true);
  });

  it('leaves nothing behind of an upload that is cut off, and takes it in when it comes again', async () => {
    const text = 'cut off '.repeat(100_000);
    const { mediaId, uploadUrl } = await announced(text);
    const connection = await RawConnection.open(server.url);
    connection.send(`${head('PUT', uploadUrl ?? '', [`Content-Length: ${text.length}`])}cut off `);
    await eventually(async () => (await incomingFiles()).length === 1);
    connection.leave();
    await eventually(async () => (await incomingFiles()).length === 0);
    expect((await server.get(`${PATH}/${mediaId}`)).status).toBe(404);
    expect((await put(uploadUrl ?? '', text)).status).toBe(200);
  });

  it('opens nothing to URLs that it has not given out for just this', async () => {
    const url = await uploadUrl('mine');
    const other = await uploadUrl('other');
    const { url: download } = await stored('public enough');
    const [payload = '', signature = ''] = (new URL(url).searchParams.get('grant') ?? '').split('.');
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown[];
    const forged = Buffer.from(JSON.stringify(said.with(-1, 1e15))).toString('base64url');
    const base = url.slice(0, url.indexOf('?'));
    const bad = [
      base,
      `${base}?grant=`,
      `${base}?grant=.`,
      `${base}?grant=${payload}`,
      `${base}?grant=${payload}.${signature.slice(1)}`,
      `${base}?grant=${payload}.${signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
      `${base}?grant=${forged}.${signature}`,
      `${base}?grant=${payload}.${signature}.x`,
      `${base}?grant=${payload}.${signature}&grant=${payload}.${signature}`,
      `${other.slice(0, other.indexOf('?'))}?grant=${payload}.${signature}`,
      download,
    ];
    const answers = await Promise.all(bad.map((each) => put(each, 'mine')));
    expect(answers.map(({ status }) => status)).toEqual(bad.map(() => 403));
    expect((await fetch(url)).status).toBe(403);
    expect((await put(url, 'mine')).status).toBe(200);
  });

  it.each<[RegExp, object]>([
    [/^contentType /, { contentType: 'text/plain\r\nSet-Cookie: a=b' }],
    [/^contentType /, { contentType: 'text' }],
    [/^contentLength /, { contentLength: 0 }],
    [/^contentLength must be at most 20000000 bytes$/, { contentLength: MAX_BYTES + 1 }],
    [/^sha256Hash must be /, { sha256Hash: 'abc' }],
    [/^sha256Hash must be /, { sha256Hash: `${'A'.repeat(42)}B=` }],
    [/^field must be one of input, output, metadata/, { field: 'comment' }],
    [/^traceId is required$/, { traceId: undefined }],
    [/^traceId must have, with observationId, at most /, { traceId: '\u{10000}'.repeat(800) }],
    [/^observationId /, { observationId: '' }],
  ])('announces nothing where %s', async (message, fields) => {
    const answer = await server.post(PATH, announcement('refused', fields));
    expect(answer.failure).toMatchObject({ status: 400, message: expect.stringMatching(message) as string });
  });

  it('announces ids with a NUL or half a character as they can be stored', async () => {
    expect(await uploadUrl('odd ids', { traceId: 'a\0b', observationId: '\ud800' })).not.toBe('');
  });

  it('says what is wrong with an announcement that does not fit what is here', async () => {
    await stored('fitting');
    const answer = await server.post(PATH, announcement('fitting', { contentLength: 8 }));
    expect(answer.failure).toMatchObject({
      status: 400,
      message: expect.stringMatching(/^contentLength must be 7/) as string,
    });
  });

  it.each(['none', '..%2F..%2Ftoken', '%00', 'LPJNul-wow4m6Dsqxbnin/', '.'.repeat(22)])(
    'knows no media %s',
    async (id) => {
      const body = { uploadedAt: 'now', uploadHttpStatus: 200 };
      const answers = [
        await server.get(`${PATH}/${id}`),
        await server.request(`${PATH}/${id}`, { method: 'PATCH', body }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    },
  );

  it('gives out URLs of the address that the client has used', async () => {
    const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'observe.example.com:8443' };
    const answer = await server.post(PATH, announcement('proxied'), proxied);
    expect(answer.json<Announced>().uploadUrl).toMatch(
      /^https:\/\/observe\.example\.com:8443\/xtrace\/api\/public\/media\//,
    );
    const body = JSON.stringify(announcement('evil'));
    const lines = [
      `POST ${PATH} HTTP/1.1`,
      'Host: evil.example/"onload="',
      `Authorization: Bearer ${server.token}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Connection: close',
    ];
    expect((await rawRequest(server.url, `${lines.join('\r\n')}\r\n\r\n${body}`)).status).toBe(400);
  });

  it('refuses a public key alone', async () => {
    const headers = { authorization: `Bearer ${KEYS.publicKey}` };
    expect((await server.post(PATH, announcement('page'), headers)).status).toBe(403);
    expect((await server.get(`${PATH}/LPJNul-wow4m6Dsqxbninh`, headers)).status).toBe(403);
  });
});

/** As bytes, for what `fetch` would not send. */
function head(method: string, url: string, headers: readonly string[]): string {
  const { pathname, search, host } = new URL(url);
  return [`${method} ${pathname}${search} HTTP/1.1`, `Host: ${host}`, ...headers, '', ''].join('\r\n');
}

function putInPieces(url: string, pieces: readonly string[]): Promise<Response> {
  const body = ReadableStream.from(pieces.map((piece) => Buffer.from(piece)));
  return fetch(url, { method: 'PUT', body, duplex: 'half' });
}
