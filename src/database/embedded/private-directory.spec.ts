import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { providePrivateDirectory } from './private-directory.js';

describe(providePrivateDirectory, () => {
  const root = mkdtempSync(join(tmpdir(), 'private-'));
  const isRoot = process.geteuid?.() === 0;
  let path = '';
  let names = 0;

  beforeEach(() => {
    names += 1;
    path = join(root, String(names));
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('makes a directory that nobody else can enter, and takes it again', async () => {
    expect(await providePrivateDirectory(path, null)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    chmodSync(path, 0o755);
    expect(await providePrivateDirectory(path, null)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('takes no link, no file and no place that does not exist', async () => {
    mkdirSync(`${path}-target`);
    symlinkSync(`${path}-target`, path);
    expect(await providePrivateDirectory(path, null)).toBe(false);
    writeFileSync(`${path}-file`, '');
    expect(await providePrivateDirectory(`${path}-file`, null)).toBe(false);
    expect(await providePrivateDirectory(join(root, 'no', 'where'), null)).toBe(false);
  });

  if (isRoot) {
    it('gives it to the account, and takes none that belongs to a third one', async () => {
      expect(await providePrivateDirectory(path, { uid: 101, gid: 104 })).toBe(true);
      expect(statSync(path).uid).toBe(101);
      expect(await providePrivateDirectory(path, { uid: 101, gid: 104 })).toBe(true);
      expect(await providePrivateDirectory(path, { uid: 102, gid: 104 })).toBe(false);
      expect(await providePrivateDirectory(path, null)).toBe(false);
    });
  }
});
