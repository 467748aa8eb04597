import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { completeLibraryLinks } from './library-links.js';
import { copyReadable } from './readable-copy.js';

const DRAFT_PREFIX = 'draft-';
/** A copy takes seconds; a draft of this age was left behind by a process that was killed. */
const ABANDONED_AFTER_MS = 600_000;

/**
 * Gives a copy of an installation of PostgreSQL below a directory of our own, and makes it where there is none yet. It
 * appears complete or not at all, also when several processes make it at the same time.
 * @param name contains the version: a copy never changes
 * @throws where somebody else could have put something into the copy
 */
export async function copiedInstallation(source: string, directory: string, name: string): Promise<string> {
  const copy = join(directory, name);
  if (!(await isThere(directory))) {
    await mkdir(directory, { recursive: true });
    await chmod(directory, 0o755); // whatever the umask
  }
  await assertOurs(directory);
  if (!(await isThere(copy))) {
    await removeAbandonedDrafts(directory);
    const draft = join(directory, `${DRAFT_PREFIX}${randomUUID()}`);
    try {
      await copyReadable(source, draft);
      await completeLibraryLinks(draft);
      await rename(draft, copy);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      if (!(await isThere(copy))) throw error; // else another process was faster
    }
  }
  await assertOurs(copy);
  return copy;
}

/** Programs from there run with our trust: nobody but us (and root) may be able to change or replace them. */
async function assertOurs(directory: string): Promise<void> {
  const self = process.geteuid?.();
  if (self === undefined) return;
  const found = await lstat(directory);
  if (!found.isDirectory() || found.uid !== self || (found.mode & 0o022) !== 0) {
    throw new Error(`${directory} is not a directory that only this account can write to`);
  }
  const parent = await lstat(dirname(directory));
  const isSticky = (parent.mode & 0o1000) !== 0;
  if (![0, self].includes(parent.uid) || ((parent.mode & 0o022) !== 0 && !isSticky)) {
    throw new Error(`${dirname(directory)} can be written to by others`);
  }
}

async function removeAbandonedDrafts(directory: string): Promise<void> {
  for (const entry of await readdir(directory)) {
    const path = join(directory, entry);
    if (!entry.startsWith(DRAFT_PREFIX)) continue;
    const { birthtimeMs } = await lstat(path);
    if (Date.now() - birthtimeMs > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
