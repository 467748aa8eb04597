import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createLog } from '../../src/common/logging/create-log.js';
import { UnavailableError } from '../../src/common/domain-error.js';
import { BucketMediaStore } from '../../src/media/persistence/bucket-media.store.js';
import { FileSystemMediaStore } from '../../src/media/persistence/file-system-media.store.js';
import { sha256Of } from '../factories/media.factory.js';
import { S3Endpoint } from '../support/s3-endpoint.js';
import { mediaStoreContract } from './media-store.contract.js';

const LOG = createLog('silent', false);
const CONTENT = { projectId: 'p1', sha256: sha256Of('hello') };

function hello(): Readable {
  return Readable.from(['hello'], { objectMode: false });
}

describe(FileSystemMediaStore, () => {
  let directory: string;

  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'xtrace-media-')), 'media');
  });

  afterEach(() => rm(join(directory, '..'), { recursive: true }));

  function open(minFreeBytes = 1): FileSystemMediaStore {
    return new FileSystemMediaStore({ directory, minFreeBytes }, LOG);
  }

  async function files(): Promise<string[]> {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  }

  mediaStoreContract(() => Promise.resolve({ store: open(), things: async () => (await files()).length }));

  it('lets nobody else read what it keeps', async () => {
    await open().put(CONTENT, 5, hello());
    const [file = ''] = await files();
    const modes = await Promise.all([file, join(file, '..'), directory].map((path) => stat(path)));
    expect(modes.map(({ mode }) => mode & 0o077)).toEqual([0, 0, 0]);
  });

  it('takes in nothing where too little would stay free on the disk', async () => {
    const bytes = hello();
    await expect(open(Number.MAX_SAFE_INTEGER).put(CONTENT, 5, bytes)).rejects.toThrow(UnavailableError);
    expect(await files()).toEqual([]);
  });

  it('says that it is not available where it cannot write or read', async () => {
    await writeFile(directory, 'in the way');
    const bytes = hello();
    await expect(open().put(CONTENT, 5, bytes)).rejects.toThrow(UnavailableError);
    expect(await open().has(CONTENT)).toBe(false);
  });

  it('removes what was left behind by an upload long ago, and nothing that may still be written', async () => {
    await open().put(CONTENT, 5, hello());
    const [old, young] = ['old', 'young'].map((name) => join(directory, 'incoming', name));
    for (const path of [old, young]) await writeFile(path ?? '', 'half');
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(old ?? '', longAgo, longAgo);
    await open().onModuleInit();
    const left = await files();
    expect([left.includes(old ?? ''), left.includes(young ?? ''), left.length]).toEqual([false, true, 2]);
  });
});

describe(BucketMediaStore, () => {
  let endpoint: S3Endpoint;
  let stores: BucketMediaStore[];

  beforeAll(async () => {
    endpoint = await S3Endpoint.start();
  });

  beforeEach(() => {
    endpoint.failure = null;
    endpoint.objects.clear();
    stores = [];
  });

  afterEach(() => Promise.all(stores.map((store) => store.beforeApplicationShutdown())));

  afterAll(() => endpoint.stop());

  function open(own: object = {}): BucketMediaStore {
    const { url, bucket, credentials } = endpoint;
    const options = { bucket, prefix: 'a/b/', endpoint: url, region: null, credentials, isPathStyle: true };
    const store = new BucketMediaStore({ ...options, ...own });
    stores.push(store);
    return store;
  }

  mediaStoreContract(() =>
    Promise.resolve({ store: open(), things: () => Promise.resolve(endpoint.objects.size) }),
  );

  it('keeps everything below its prefix', async () => {
    await open().put(CONTENT, 5, hello());
    expect([...endpoint.objects.keys()]).toEqual([
      expect.stringMatching(/^a\/b\/[0-9a-f]{32}\/2c\/2cf24dba5f/),
    ]);
  });

  it('lets the service, too, refuse what is not the announced content', async () => {
    const other = Readable.from(['hellO'], { objectMode: false });
    await expect(open().put(CONTENT, 5, other)).rejects.toThrow(UnavailableError);
    expect(endpoint.objects.size).toBe(0);
  });

  it.each([
    ['refuses', { status: 403, code: 'AccessDenied' }, {}],
    ['is too busy', { status: 503, code: 'SlowDown' }, {}],
    ['does not know its bucket', null, { bucket: 'another-bucket' }],
    ['does not know its key', null, { credentials: { accessKeyId: 'x', secretAccessKey: 'y' } }],
    ['is away', null, { endpoint: 'http://127.0.0.1:1' }],
  ])('says that it is not available where the service %s', async (_, failure, own) => {
    endpoint.failure = failure;
    const store = open(own);
    await expect(store.put(CONTENT, 5, hello())).rejects.toThrow(UnavailableError);
    await expect(store.read(CONTENT)).rejects.toThrow(UnavailableError);
  });
});
