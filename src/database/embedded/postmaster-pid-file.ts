import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './error-code.js';

/** What a running server, or one that was killed, says in its file postmaster.pid. */
export interface PostmasterPidFile {
  readonly pid: number;
  readonly isReady: boolean;
}

export function postmasterPidPath(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

/** Null for what the server has not finished writing. The lines' meaning: PostgreSQL's src/include/utils/pidfile.h. */
export function parsePostmasterPidFile(text: string): PostmasterPidFile | null {
  const lines = text.split('\n');
  // A single user's server (initdb's, say) writes its pid as a negative number.
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isSafeInteger(pid) || pid === 0) return null;
  return { pid, isReady: lines[7]?.trim() === 'ready' };
}

/** Null where there is none. */
export async function readPostmasterPidFile(cluster: string): Promise<PostmasterPidFile | null> {
  try {
    return parsePostmasterPidFile(await readFile(postmasterPidPath(cluster), 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
