import { mediaOf } from '../factories/media.factory.js';
import { withConnection } from '../support/admin-connection.js';
import { eventually } from '../support/eventually.js';
import { S3Endpoint } from '../support/s3-endpoint.js';
import { startServer, type TestXtrace } from '../support/server.js';

const PATH = '/api/public/media';

/** Whether the media that have lost links have been looked at. */
async function isUnlinkedEmpty({ databaseUrl }: TestXtrace): Promise<boolean> {
  const { rowCount } = await withConnection(databaseUrl ?? '', (client) =>
    client.query('SELECT FROM media_unlinked'),
  );
  return rowCount === 0;
}

/** Two servers of two projects, with one database and one bucket. */
describe('media in a bucket', () => {
  let endpoint: S3Endpoint;
  let one: TestXtrace;
  let other: TestXtrace;
  let env: Record<string, string>;

  beforeAll(async () => {
    endpoint = await S3Endpoint.start();
    env = {
      LANGFUSE_S3_MEDIA_UPLOAD_BUCKET: endpoint.bucket,
      LANGFUSE_S3_MEDIA_UPLOAD_PREFIX: 'media/',
      LANGFUSE_S3_MEDIA_UPLOAD_ENDPOINT: endpoint.url,
      LANGFUSE_S3_MEDIA_UPLOAD_ACCESS_KEY_ID: endpoint.credentials.accessKeyId,
      LANGFUSE_S3_MEDIA_UPLOAD_SECRET_ACCESS_KEY: endpoint.credentials.secretAccessKey,
      LANGFUSE_S3_MEDIA_UPLOAD_FORCE_PATH_STYLE: 'true',
      XTRACE_DATA_DIR: '/proc/none',
    };
    one = await startServer({ env: { ...env, DEFAULT_PROJECT_ID: 'one' } });
  });

  beforeAll(async () => {
    const databaseUrl = one.databaseUrl ?? '';
    other = await startServer({ databaseUrl, env: { ...env, DEFAULT_PROJECT_ID: 'other' } });
  });

  beforeEach(() => {
    endpoint.failure = null;
  });

  afterAll(async () => {
    await other.stop();
    await one.stop();
    await endpoint.stop();
  });

  async function announced(
    server: TestXtrace,
    text: string,
    traceId = 't',
  ): Promise<{ mediaId: string; uploadUrl: string | null }> {
    const { sha256, contentType, contentLength } = mediaOf(text);
    const body = { traceId, field: 'output', contentType, contentLength, sha256Hash: sha256 };
    return (await server.post(PATH, body)).json();
  }

  async function put(url: string | null, body: string): Promise<Response> {
    return fetch(url ?? '', { method: 'PUT', body });
  }

  async function downloadUrl(server: TestXtrace, mediaId: string): Promise<string> {
    return (await server.get(`${PATH}/${mediaId}`)).json<{ url: string }>().url;
  }

  it('are taken in and given out by the server, whole or in part, also by another one', async () => {
    const text = 'in a bucket '.repeat(400_000);
    const { mediaId, uploadUrl } = await announced(one, text);
    expect((await put(uploadUrl, text)).status).toBe(200);
    expect([...endpoint.objects.keys()]).toEqual([expect.stringMatching(/^media\//)]);
    expect((await announced(one, text)).uploadUrl).toBeNull();
    const url = await downloadUrl(one, mediaId);
    for (const each of [url, url.replace(one.url, other.url)]) {
      expect((await (await fetch(each)).text()) === text).toBe(true);
      const part = await fetch(each, { headers: { range: 'bytes=3-10' } });
      expect([part.status, await part.text()]).toEqual([206, 'a bucket']);
    }
  });

  it('are not known to another project, even by their hash', async () => {
    const { mediaId, uploadUrl } = await announced(one, 'of one project');
    await put(uploadUrl, 'of one project');
    expect((await other.get(`${PATH}/${mediaId}`)).status).toBe(404);
    const own = await announced(other, 'of one project');
    expect(own.mediaId).toBe(mediaId);
    expect(own.uploadUrl).not.toBeNull();
    expect((await other.get(`${PATH}/${mediaId}`)).status).toBe(404);
    expect((await put(own.uploadUrl, 'of one project')).status).toBe(200);
    expect(await (await fetch(await downloadUrl(other, mediaId))).text()).toBe('of one project');
  });

  it('are removed with the last trace that refers to them', async () => {
    const { mediaId, uploadUrl } = await announced(one, 'soon gone', 't8');
    await put(uploadUrl, 'soon gone');
    await announced(one, 'soon gone', 't9');
    const before = endpoint.objects.size;
    const url = await downloadUrl(one, mediaId);
    for (const [traceId, isLeft] of [
      ['t8', true],
      ['t9', false],
    ] as const) {
      expect((await one.request(`/api/public/traces/${traceId}`, { method: 'DELETE' })).status).toBe(200);
      await eventually(async () => isUnlinkedEmpty(one));
      expect((await one.get(`${PATH}/${mediaId}`)).status).toBe(isLeft ? 200 : 404);
      expect((await fetch(url)).status).toBe(isLeft ? 200 : 404);
    }
    expect(endpoint.objects.size).toBe(before - 1);
  });

  it('are not kept where they are wrong or the bucket is not available, and the client is told to come again', async () => {
    const before = endpoint.objects.size;
    const { mediaId, uploadUrl } = await announced(one, 'wanted');
    expect((await put(uploadUrl, 'wanteD')).status).toBe(400);
    endpoint.failure = { status: 503, code: 'SlowDown' };
    const answer = await put(uploadUrl, 'wanted');
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([503, true]);
    expect(await answer.json()).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      error: 'ServiceUnavailableError',
    });
    expect((await one.get(`${PATH}/${mediaId}`)).status).toBe(404);
    expect(endpoint.objects.size).toBe(before);
    endpoint.failure = null;
    expect((await put(uploadUrl, 'wanted')).status).toBe(200);
  });
});
