import { lstat, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './error-code.js';

interface LinkEntry {
  /** The library, relative to the package. */
  readonly source: string;
  /** The further name that it needs. */
  readonly target: string;
}

/**
 * Makes the links between the libraries that a package cannot contain and that its install script makes; it does not run
 * under `npm ci --ignore-scripts`.
 * @param installation the package's directory `native`, or a copy of it
 * @throws where a link is missing and cannot be made
 */
export async function completeLibraryLinks(installation: string): Promise<void> {
  for (const { source, target } of await readEntries(installation)) {
    // Both sides begin with the name of the package's directory, which a copy need not have.
    const link = join(installation, target.replace(/^native\//, ''));
    if (await exists(link)) continue;
    if (dirname(source) !== dirname(target)) throw new Error(`Unexpected link ${target} to ${source}`);
    try {
      await symlink(basename(source), link);
    } catch (error) {
      if (!(await exists(link))) throw error; // else another process was faster
    }
  }
}

async function readEntries(installation: string): Promise<LinkEntry[]> {
  try {
    return JSON.parse(await readFile(join(installation, 'pg-symlinks.json'), 'utf8')) as LinkEntry[];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []; // Windows needs none
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
