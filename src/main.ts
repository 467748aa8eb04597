import 'reflect-metadata';
import { Application } from './application.js';
import { createLog } from './common/logging/create-log.js';
import type { Log } from './common/logging/log.js';
import { ConfigurationError, readConfig } from './config/read-config.js';

const STOP_WITHIN_MS = 30_000;

/** Starts xtrace, and stops it on SIGTERM and SIGINT. Exit status: 0 stopped as asked, 1 could not start or not stop in time. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel, process.stdout.isTTY);
  let application: Application | null = null;
  let isStopping = false;

  const stop = async (status: number): Promise<void> => {
    setTimeout(() => exit(log, 1), STOP_WITHIN_MS).unref();
    if (isStopping) await application?.stopNow();
    else if (application !== null) {
      isStopping = true;
      await application.stop();
    }
    exit(log, status);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    log.info(
      isStopping
        ? `${signal} again: stopping at once`
        : `${signal}: finishing what was accepted, then stopping`,
    );
    void stop(isStopping ? 1 : 0);
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
    void stop(1);
  };
  application = await Application.start(config, log, stopUnusable);
}

function exit(log: Log, status: number): never {
  log.flush();
  process.exit(status);
}

main().catch((error: unknown) => {
  const isMessage =
    error instanceof ConfigurationError ||
    (error instanceof Error && error.name.endsWith('Error') && !error.stack?.includes('TypeError'));
  process.stderr.write(`xtrace cannot start: ${isMessage ? (error as Error).message : String(error)}\n`);
  process.exit(1);
});
