import type { BenchOptions } from '../cli/options.js';
import { ServerUnderTest } from './server-under-test.js';

/** Starts a server on an empty database, and leaves nothing of it behind, on Ctrl-C neither. */
export async function withServer<T>(
  { program, nodeOptions }: BenchOptions,
  work: (server: ServerUnderTest) => Promise<T>,
): Promise<T> {
  const server = await ServerUnderTest.start({ program, nodeOptions });
  const onSignal = (): void => void server.remove().finally(() => process.exit(130));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    return await work(server);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await server.remove();
  }
}
