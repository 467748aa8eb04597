import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptBearerToken, tokenFile } from './bearer-token.js';

describe(keptBearerToken, () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'xtrace-token-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('is made at the first start, and is the same from then on', async () => {
    const token = await keptBearerToken(directory);
    expect(token).toMatch(/^xt-[\w-]{32}$/);
    expect(await keptBearerToken(directory)).toBe(token);
    expect(await readFile(tokenFile(directory), 'utf8')).toBe(`${token}\n`);
  });

  it('is another one in another directory', async () => {
    const other = join(directory, 'other');
    await mkdir(other);
    expect(await keptBearerToken(other)).not.toBe(await keptBearerToken(directory));
  });

  it('can be read by its owner only, even where an empty file was open to all', async () => {
    await writeFile(tokenFile(directory), '');
    await chmod(tokenFile(directory), 0o666);
    await keptBearerToken(directory);
    expect((await stat(tokenFile(directory))).mode & 0o777).toBe(0o600);
  });

  it('is what the operator has written into the file', async () => {
    await writeFile(tokenFile(directory), '  chosen \n');
    expect(await keptBearerToken(directory)).toBe('chosen');
  });
});
