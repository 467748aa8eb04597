import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ballast } from './ballast.js';
import { DiskSpace } from './disk-space.js';

const MEBIBYTE = 1024 * 1024;

class FixedDiskSpace extends DiskSpace {
  constructor(private readonly bytes: number) {
    super();
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(this.bytes);
  }
}

describe(Ballast, () => {
  const directory = mkdtempSync(join(tmpdir(), 'ballast-'));
  const file = join(directory, 'ballast');

  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('takes up room where there is plenty, and gives it back once', async () => {
    const ballast = new Ballast(file, new FixedDiskSpace(1024 * MEBIBYTE));
    await ballast.provide();
    const { size, blocks, mtimeMs } = statSync(file);
    expect(size).toBe(64 * MEBIBYTE);
    expect(blocks * 512).toBeGreaterThanOrEqual(size);
    await ballast.provide();
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
    expect(await ballast.release()).toBe(true);
    expect(existsSync(file)).toBe(false);
    expect(await ballast.release()).toBe(false);
  });

  it('leaves a disk alone that is nearly full', async () => {
    await new Ballast(file, new FixedDiskSpace(200 * MEBIBYTE)).provide();
    expect(existsSync(file)).toBe(false);
  });
});
