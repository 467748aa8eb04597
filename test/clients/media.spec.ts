import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LangfuseClient } from '@langfuse/client';
import { LangfuseMedia as CurrentMedia, uploadMedia } from '@langfuse/core';
import { Langfuse, LangfuseMedia } from 'langfuse';
import { Complaints } from '../support/complaints.js';
import { startServer, type TestXtrace } from '../support/server.js';

const KEYS = { publicKey: 'pk-media', secretKey: 'sk-media' };

/** Media of two generations of SDKs: uploaded, referred to, and found again by the reference. */
describe('media of SDKs', () => {
  let server: TestXtrace;
  let directory: string;
  let complaints: Complaints;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'xtrace-media-'));
    server = await startServer({
      env: {
        XTRACE_DATA_DIR: directory,
        XTRACE_PUBLIC_KEY: KEYS.publicKey,
        XTRACE_SECRET_KEY: KEYS.secretKey,
      },
    });
  });

  beforeEach(() => {
    complaints = Complaints.onConsole();
  });

  afterEach(() => {
    jest.restoreAllMocks();
    expect(complaints.said).toEqual([]);
  });

  afterAll(async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('are kept with the trace and the generation that `langfuse` 3 sends', async () => {
    const langfuse = new Langfuse({ ...KEYS, baseUrl: server.url });
    complaints.listenTo(langfuse);
    const bytes = Buffer.from('not really a picture');
    const picture = new LangfuseMedia({ contentBytes: bytes, contentType: 'image/png' });
    const uri = `data:audio/wav;base64,${Buffer.from('a sound').toString('base64')}`;
    const trace = langfuse.trace({ id: 'sdk-3', input: { picture }, metadata: { said: [uri] } });
    trace.generation({ id: 'sdk-3-g', output: { picture } });
    await langfuse.flushAsync();
    const { data } = await langfuse.fetchTrace('sdk-3');
    const sent = { input: data.input as unknown, metadata: data.metadata as unknown };
    expect(JSON.stringify(sent).match(/@@@langfuseMedia:type=[^@]+@@@/g)).toHaveLength(2);
    const resolved = await LangfuseMedia.resolveMediaReferences({
      obj: sent,
      langfuseClient: langfuse,
      resolveWith: 'base64DataUri',
    });
    expect(resolved).toEqual({
      input: { picture: `data:image/png;base64,${bytes.toString('base64')}` },
      metadata: { said: [uri] },
    });
    await langfuse.shutdownAsync();
  });

  it('are uploaded once by `@langfuse/core` 5, and resolved by `@langfuse/client` 5', async () => {
    const langfuse = new LangfuseClient({ ...KEYS, baseUrl: server.url });
    const contentBytes = Buffer.from('%PDF- or so');
    const media = new CurrentMedia({ source: 'bytes', contentBytes, contentType: 'application/pdf' });
    const upload = { apiClient: langfuse.api, media, traceId: 'sdk-5', field: 'output' };
    await uploadMedia(upload);
    await uploadMedia(upload);
    const reference = (await media.getTag()) ?? '';
    const obj = { text: `see ${reference}` };
    expect(await langfuse.media.resolveReferences({ obj, resolveWith: 'base64DataUri' })).toEqual({
      text: `see data:application/pdf;base64,${contentBytes.toString('base64')}`,
    });
    await langfuse.shutdown();
  });
});
