import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LockGenerations } from './lock-generations.js';

describe(LockGenerations, () => {
  const root = mkdtempSync(join(tmpdir(), 'generations-'));
  let names = 0;
  const fresh = (): { generations: LockGenerations; directory: string } => {
    names += 1;
    const directory = join(root, String(names));
    return { generations: new LockGenerations(directory), directory };
  };

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('has none in the beginning', async () => {
    expect(await fresh().generations.latest()).toBeNull();
  });

  it('gives a generation to exactly one of many who want it', async () => {
    const { generations, directory } = fresh();
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, i) => generations.claim(1, `claim ${i}`)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await generations.read(1)).toBe(`claim ${claims.indexOf(true)}`);
    expect(readdirSync(directory)).toEqual(['1']);
  });

  it('gives nothing to the one who is so late that later generations have come and gone', async () => {
    const { generations } = fresh();
    expect(await generations.claim(1, 'first')).toBe(true);
    expect(await generations.claim(2, 'second')).toBe(true);
    await generations.removeBelow(2);
    expect(await generations.claim(1, 'late')).toBe(false);
    expect(await generations.latest()).toBe(2);
    expect(await generations.read(2)).toBe('second');
  });

  it('compares generations as numbers', async () => {
    const { generations } = fresh();
    await generations.claim(9, 'nine');
    await generations.claim(10, 'ten');
    expect(await generations.latest()).toBe(10);
  });

  it('rewrites with a shorter content, and makes nothing anew that was removed', async () => {
    const { generations, directory } = fresh();
    await generations.claim(1, 'a long content');
    await generations.rewrite(1, 'short');
    expect(await generations.read(1)).toBe('short');
    rmSync(directory, { recursive: true });
    await generations.rewrite(1, 'short');
    expect(await generations.latest()).toBeNull();
  });
});
