import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { Application } from './application.js';
import { createLog } from './common/logging/create-log.js';
import type { Log } from './common/logging/log.js';
import { ConfigurationError, readConfig } from './config/read-config.js';

/** V8 lets garbage grow to several times what is in use before it collects it. Under load twice is as fast, in two thirds of the memory. */
const HEAP_GROWTH = '--heap-growing-percent=100';
const STOP_WITHIN_MS = 30_000;
const PEOPLE_ERRORS = new Set([
  'DataDirectoryError',
  'DataDirectoryInUseError',
  'EmbeddedPostgresError',
  'ServerStartError',
]);
/** A terminal and a process manager may both pass on the same signal. */
const SAME_SIGNAL_MS = 1000;

/** Starts xtrace, and stops it on SIGTERM and SIGINT. Exit status: 0 stopped as asked, 1 could not start or not stop in time. */
async function main(): Promise<void> {
  setFlagsFromString(HEAP_GROWTH);
  const config = readConfig(process.env);
  const log = createLog(config.logLevel, process.stdout.isTTY);
  let application: Application | null = null;
  let stoppingSince: number | null = null;

  const stop = async (status: number): Promise<void> => {
    setTimeout(() => exit(log, 1), STOP_WITHIN_MS).unref();
    stoppingSince = performance.now();
    await application?.stop();
    exit(log, status);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stoppingSince === null) {
      log.info(`${signal}: finishing what was accepted, then stopping`);
      void stop(0);
    } else if (performance.now() - stoppingSince > SAME_SIGNAL_MS) {
      log.info(`${signal} again: stopping at once`);
      void Promise.resolve(application?.stopNow()).finally(() => exit(log, 1));
    }
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  process.on('unhandledRejection', (error) =>
    log.error('A promise failed and nobody was there to see it', { error }),
  );
  process.on('uncaughtException', (error) => {
    log.error('The server has failed and stops', { error });
    void Promise.resolve(application?.stopNow()).finally(() => exit(log, 1));
  });

  const stopUnusable = (error: Error): void => {
    log.error(error.message, { cause: error.cause });
    process.stderr.write(`xtrace cannot start: ${error.message}\n`);
    void stop(1);
  };
  application = await Application.start(config, log, stopUnusable);
}

function exit(log: Log, status: number): never {
  log.flush();
  process.exit(status);
}

main().catch((error: unknown) => {
  process.stderr.write(`xtrace cannot start: ${startProblem(error)}\n`);
  process.exit(1);
});

/** What a person can act on; the stack only where the mistake is ours. */
function startProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return `${error.message}. Something listens there already; set BIND_ADDR (or OTLP_GRPC_ADDR) to another address.`;
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') return error.message;
  const isForPeople = error instanceof ConfigurationError || PEOPLE_ERRORS.has(error.name);
  return isForPeople ? error.message : (error.stack ?? error.message);
}
