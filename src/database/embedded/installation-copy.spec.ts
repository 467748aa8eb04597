import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copiedInstallation } from './installation-copy.js';

const NAME = 'postgresql-18.4';

describe(copiedInstallation, () => {
  const root = mkdtempSync(join(tmpdir(), 'copy-'));
  const source = join(root, 'source');
  const places = join(root, 'places');

  beforeAll(() => {
    mkdirSync(join(source, 'bin'), { recursive: true, mode: 0o700 });
    writeFileSync(join(source, 'bin', 'postgres'), 'program', { mode: 0o700 });
    writeFileSync(join(source, 'readme'), 'text', { mode: 0o600 });
    symlinkSync('readme', join(source, 'link'));
  });

  beforeEach(() => {
    rmSync(places, { recursive: true, force: true });
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('makes a copy that everybody can read and run, and nobody else can change', async () => {
    const copy = await copiedInstallation(source, places, NAME);
    expect(copy).toBe(join(places, NAME));
    const modes = ['', 'bin', 'bin/postgres', 'readme'].map(
      (path) => statSync(join(copy, path)).mode & 0o777,
    );
    expect(modes).toEqual([0o755, 0o755, 0o755, 0o644]);
    expect(lstatSync(join(copy, 'link')).isSymbolicLink()).toBe(true);
    expect(readdirSync(places)).toEqual([NAME]);
  });

  it('uses the copy that is there', async () => {
    const copy = await copiedInstallation(source, places, NAME);
    writeFileSync(join(copy, 'mark'), '');
    expect(await copiedInstallation(source, places, NAME)).toBe(copy);
    expect(existsSync(join(copy, 'mark'))).toBe(true);
  });

  it('may be made by several at once', async () => {
    const copies = await Promise.all([1, 2, 3].map(() => copiedInstallation(source, places, NAME)));
    expect(new Set(copies)).toEqual(new Set([join(places, NAME)]));
    expect(readdirSync(places)).toEqual([NAME]);
    expect(readFileSync(join(places, NAME, 'readme'), 'utf8')).toBe('text');
  });

  it('trusts no copy that others can write to, or that is a link', async () => {
    const copy = await copiedInstallation(source, places, NAME);
    chmodSync(copy, 0o777);
    await expect(copiedInstallation(source, places, NAME)).rejects.toThrow(/only this account/);
    chmodSync(copy, 0o755);
    chmodSync(places, 0o777);
    await expect(copiedInstallation(source, places, NAME)).rejects.toThrow(/only this account/);
    chmodSync(places, 0o755);
    rmSync(copy, { recursive: true });
    symlinkSync(source, copy);
    await expect(copiedInstallation(source, places, NAME)).rejects.toThrow(/only this account/);
  });

  it('trusts no place below a directory that others can write to', async () => {
    const open = join(places, 'open');
    mkdirSync(open, { recursive: true });
    chmodSync(open, 0o777);
    await expect(copiedInstallation(source, join(open, 'mine'), NAME)).rejects.toThrow(/by others/);
    chmodSync(open, 0o1777); // as /tmp: only owners can remove there
    await expect(copiedInstallation(source, join(open, 'mine'), NAME)).resolves.toContain(NAME);
  });
});
