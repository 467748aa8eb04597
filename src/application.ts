import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './common/logging/log.js';
import { keptBearerToken, tokenFile } from './bearer-token.js';
import { requireFreeAddress } from './free-address.js';
import type { AppConfig } from './config/app-config.js';
import { DataDirectoryError, isFileSystemError } from './data-directory.error.js';
import type { DatabaseAddress } from './database/data-source-options.js';
import { EmbeddedPostgres } from './database/embedded/embedded-postgres.js';
import type { UnusableDatabaseError } from './database/unusable-database.error.js';
import type { RunningServer } from './server.js';
import { describeDatabaseUrl, startLines } from './start-lines.js';

/** xtrace as a whole: the database, where it is ours, and the server. */
export class Application {
  private constructor(
    private readonly config: AppConfig,
    private readonly embedded: EmbeddedPostgres | null,
    private readonly server: RunningServer,
  ) {}

  /** Resolves when the server listens; the database may come later. @throws whatever keeps it from starting, with nothing left running */
  static async start(
    config: AppConfig,
    log: Log,
    onUnusable: (error: UnusableDatabaseError) => void,
  ): Promise<Application> {
    const started = performance.now();
    // Before anything is made that would have to be taken back.
    await requireFreeAddress(config.bind);
    if (config.otlpGrpcBind !== null) await requireFreeAddress(config.otlpGrpcBind);
    const starting = config.databaseUrl === null ? startEmbedded(config, log) : null;
    // Loaded while PostgreSQL starts. An early failure of either is reported once.
    const loading = import('./server.js');
    loading.catch(() => undefined);
    const embedded = await starting;
    try {
      // Only now that the data directory is ours: of two first starts at once, one makes the token.
      const bearerToken = config.bearerToken ?? (await keptBearerToken(config.dataDirectory));
      const complete = config.withBearerToken(bearerToken);
      const { startServer } = await loading;
      const address: DatabaseAddress =
        config.databaseUrl === null ? connectionOf(embedded) : { url: config.databaseUrl };
      const disk = embedded?.diskSpace ?? null;
      const server = await startServer({ config: complete, log, database: { address, disk, onUnusable } });
      const url = `http://${server.address}${config.basePath}`;
      log.info(`Listening on ${url}`);
      if (server.otlpGrpcAddress !== null) log.info(`Listening for OTLP/gRPC on ${server.otlpGrpcAddress}`);
      const data =
        config.databaseUrl === null ? config.dataDirectory : describeDatabaseUrl(config.databaseUrl);
      void server.databaseConnected.then(() => {
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        const token = config.bearerToken === null ? bearerToken : null;
        process.stdout.write(
          startLines({ url, seconds, data, token, tokenFile: tokenFile(config.dataDirectory) }),
        );
      });
      return new Application(complete, embedded, server);
    } catch (error) {
      await embedded?.stop();
      throw error;
    }
  }

  /** Says so on /readyz, finishes what was accepted, commits it, and ends the database where it is ours. */
  async stop(): Promise<void> {
    this.server.drain();
    await sleep(this.config.shutdownDelaySeconds * 1000);
    await this.server.close();
    await this.embedded?.stop();
  }

  /** Without waiting for anyone but the database. */
  async stopNow(): Promise<void> {
    await this.embedded?.stop();
  }
}

async function startEmbedded({ dataDirectory }: AppConfig, log: Log): Promise<EmbeddedPostgres> {
  try {
    return await EmbeddedPostgres.start({ dataDirectory, logger: log });
  } catch (error) {
    throw isFileSystemError(error) ? new DataDirectoryError(dataDirectory, error) : error;
  }
}

function connectionOf(embedded: EmbeddedPostgres | null): DatabaseAddress {
  if (embedded === null) throw new Error('There is no embedded database');
  return embedded.connection;
}
