import { RecentLines } from './recent-lines.js';
import type { Account } from './server-account.js';
import { ServerStartError } from './server-start-error.js';
import { spawnAs } from './spawn-as.js';
import { startFailure } from './start-failure.js';

/**
 * Runs one of PostgreSQL's programs to its end. If this process ends before, so does the program.
 * @throws ServerStartError with what the program said, unless it succeeds
 */
export async function runToEnd(
  account: Account | null,
  program: string,
  programArguments: readonly string[],
  directory: string,
): Promise<void> {
  const child = spawnAs(account, program, programArguments, directory);
  const output = new RecentLines();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.add(text);
  });
  const killAtExit = (): void => {
    child.kill('SIGTERM');
  };
  process.on('exit', killAtExit);
  try {
    const failure = await new Promise<string | null>((resolve) => {
      child.on('error', (error) => resolve(startFailure(error, program, directory)));
      child.on('close', (code, signal) => resolve(code === 0 ? null : `exit code ${code}, signal ${signal}`));
    });
    if (failure !== null) throw new ServerStartError(`${program} failed (${failure})`, output.toString());
  } finally {
    process.off('exit', killAtExit);
  }
}
