import { spawn, type ChildProcess } from 'node:child_process';
import type { Account } from './server-account.js';
import { ServerStartError } from './server-start-error.js';
import { startFailure } from './start-failure.js';

/**
 * Nothing is inherited: the language of the user must not change a cluster's encoding or the text of messages, PG*
 * variables must not point elsewhere, and LD_LIBRARY_PATH must not bring other libraries.
 */
const ENVIRONMENT = { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin' };

/**
 * Starts one of PostgreSQL's programs; its stderr is a pipe.
 * @param account null: the account of this process
 * @throws ServerStartError where the system refuses at once; else an `error` event tells, as usual
 */
export function spawnAs(
  account: Account | null,
  program: string,
  programArguments: readonly string[],
  directory: string,
): ChildProcess {
  try {
    return spawn(program, programArguments, {
      cwd: directory,
      env: ENVIRONMENT,
      stdio: ['ignore', 'ignore', 'pipe'],
      // A process group of its own: Ctrl-C in a terminal must not reach the server before we have drained.
      detached: process.platform !== 'win32',
      windowsHide: true,
      ...account,
    });
  } catch (error) {
    throw new ServerStartError(`Cannot run PostgreSQL (${startFailure(error, program, directory)})`, '');
  }
}
