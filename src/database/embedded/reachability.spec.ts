import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isReachable, mayEnter } from './reachability.js';

const account = { uid: 101, gid: 104 };

describe(mayEnter, () => {
  it.each([
    ['the owner', { uid: 101, gid: 0 }, 0o100],
    ['the group', { uid: 0, gid: 104 }, 0o010],
    ['everybody else', { uid: 0, gid: 0 }, 0o001],
  ])('looks at the permission of %s, and at no other', (_name, owner, needed) => {
    expect(mayEnter({ ...owner, mode: 0o40000 | needed }, account)).toBe(true);
    expect(mayEnter({ ...owner, mode: 0o40777 & ~needed }, account)).toBe(false);
  });
});

describe(isReachable, () => {
  const root = mkdtempSync('/tmp/reach-');
  const inner = join(root, 'a', 'b');

  beforeAll(() => {
    mkdirSync(inner, { recursive: true });
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('demands the right to pass through every directory above', async () => {
    chmodSync(root, 0o711);
    expect(await isReachable(inner, account)).toBe(true);
    chmodSync(join(root, 'a'), 0o700);
    expect(await isReachable(inner, account)).toBe(false);
    chmodSync(join(root, 'a'), 0o755);
    chmodSync(root, 0o700);
    expect(await isReachable(inner, account)).toBe(false);
  });

  it('holds for the account of this process', async () => {
    expect(await isReachable(inner, null)).toBe(true);
  });
});
