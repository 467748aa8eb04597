import { realpath, rmdir } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { SystemClock } from '../../common/clock.js';
import { APPLICATION_NAME, ensureApplicationDatabase } from './application-database.js';
import { Ballast } from './ballast.js';
import { BallastKeeper } from './ballast-keeper.js';
import { BoundedLogFile } from './bounded-log-file.js';
import { clusterPaths, type ClusterPaths } from './cluster-paths.js';
import { DataDirectoryLock } from './data-directory-lock.js';
import type { DiskSpace } from './disk-space.js';
import type { EmbeddedConnection } from './embedded-connection.js';
import type { EmbeddedPostgresLogger } from './embedded-postgres-logger.js';
import { FileSystemDiskSpace } from './file-system-disk-space.js';
import { provideDirectory } from './provided-directory.js';
import { endpointHost } from './server-endpoint.js';
import { launchServer } from './server-launch.js';
import { prepareServer } from './server-preparation.js';
import type { ServerSettings } from './server-settings.js';
import { Supervisor } from './supervisor.js';

export interface EmbeddedPostgresOptions {
  /** Made where it does not exist. Everything that is to be kept lies in it. */
  readonly dataDirectory: string;
  readonly logger: EmbeddedPostgresLogger;
  /** Settings of PostgreSQL that replace our own, or are added to them. */
  readonly settings?: ServerSettings;
}

/**
 * A PostgreSQL server of our own: a child of this process that runs, and is restarted when it dies, from start() to
 * stop(). While it is away, clients see connection errors.
 */
export class EmbeddedPostgres {
  private stopped: Promise<void> | undefined;

  private constructor(
    readonly connection: EmbeddedConnection,
    /** Of the file system that the database is on. */
    readonly diskSpace: DiskSpace,
    private readonly supervisor: Supervisor,
    /** What to do once the server has ended. */
    private readonly cleanUp: () => Promise<void>,
  ) {}

  /**
   * Resolves when the server accepts connections and the database exists, whatever state the last run has left.
   * @throws DataDirectoryInUseError while another process works on the data directory
   * @throws EmbeddedPostgresError or ServerStartError where the server cannot run; their messages are meant for the user
   */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    await provideDirectory(options.dataDirectory);
    const paths = clusterPaths(await realpath(options.dataDirectory));
    const lock = await DataDirectoryLock.acquire(paths, options.logger);
    try {
      return await EmbeddedPostgres.startLocked(paths, lock, options);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  private static async startLocked(
    paths: ClusterPaths,
    lock: DataDirectoryLock,
    { logger, settings = {} }: EmbeddedPostgresOptions,
  ): Promise<EmbeddedPostgres> {
    const { command, version, password } = await prepareServer(paths, settings, logger);
    const { endpoint } = command;
    const log = new BoundedLogFile(paths.serverLog);
    const diskSpace = new FileSystemDiskSpace(paths.cluster);
    const ballast = new Ballast(paths.ballast, diskSpace);
    const supervisor = new Supervisor({
      launch: () => launchServer(command, log, logger),
      makeRoom: () => ballast.release(),
      pause,
      clock: new SystemClock(),
      logger,
    });
    const connection = {
      host: endpointHost(endpoint),
      port: endpoint.port,
      user: APPLICATION_NAME,
      password,
      database: APPLICATION_NAME,
    };
    await supervisor.start();
    try {
      await ensureApplicationDatabase(connection);
    } catch (error) {
      await supervisor.stop();
      throw error;
    }
    logger.info(
      `PostgreSQL ${version} is running (process ${supervisor.pid}); its data is in ${paths.cluster}`,
    );
    const keeper = new BallastKeeper(ballast);
    keeper.start();
    return new EmbeddedPostgres(connection, diskSpace, supervisor, async () => {
      await keeper.stop();
      await log.flushed();
      if (endpoint.kind === 'socket') await rmdir(endpoint.directory).catch(() => undefined);
      await lock.release();
    });
  }

  /** The main process of the server; undefined while there is none. */
  get pid(): number | undefined {
    return this.supervisor.pid;
  }

  /** Ends the server in good order, within about 20 seconds at worst, and lets go of the data directory. */
  stop(): Promise<void> {
    this.stopped ??= this.supervisor.stop().then(this.cleanUp);
    return this.stopped;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
