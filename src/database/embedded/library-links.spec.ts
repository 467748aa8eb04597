import { mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeLibraryLinks } from './library-links.js';

describe(completeLibraryLinks, () => {
  const root = mkdtempSync(join(tmpdir(), 'links-'));
  const lib = join(root, 'lib');

  function describeLinks(entries: unknown): void {
    writeFileSync(join(root, 'pg-symlinks.json'), JSON.stringify(entries));
  }

  beforeEach(() => {
    rmSync(lib, { recursive: true, force: true });
    mkdirSync(lib);
    writeFileSync(join(lib, 'libpq.so.5.18'), '');
    describeLinks([
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
    ]);
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('makes what is missing, relative so that the tree can be moved', async () => {
    await completeLibraryLinks(root);
    expect(readlinkSync(join(lib, 'libpq.so'))).toBe('libpq.so.5.18');
    expect(readlinkSync(join(lib, 'libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('leaves what is there, and several may do it at once', async () => {
    symlinkSync('other', join(lib, 'libpq.so'));
    await Promise.all([1, 2, 3].map(() => completeLibraryLinks(root)));
    expect(readlinkSync(join(lib, 'libpq.so'))).toBe('other');
  });

  it('needs no list of links', async () => {
    rmSync(join(root, 'pg-symlinks.json'));
    await expect(completeLibraryLinks(root)).resolves.toBeUndefined();
  });

  it('makes no link to another directory', async () => {
    describeLinks([{ source: 'native/bin/x', target: 'native/lib/x' }]);
    await expect(completeLibraryLinks(root)).rejects.toThrow(/Unexpected link/);
  });
});
