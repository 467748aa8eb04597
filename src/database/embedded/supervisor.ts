import type { Clock } from '../../common/clock.js';
import type { EmbeddedPostgresLogger } from './embedded-postgres-logger.js';
import { restartDelayMs } from './restart-delay.js';
import { ServerStartError } from './server-start-error.js';
import type { SupervisedServer } from './supervised-server.js';
import { errorMessage } from './error-code.js';

/** A server that ran for so long did not fail at once: the next restart begins with the shortest delay again. */
const STABLE_AFTER_MS = 30_000;
/** How often the first start is tried again while an earlier server is still going down. */
const PASSING_FAILURES = 20;

/** After how long to tell why nothing happens. */
const LONG_START_MS = 5_000;

/** What the supervisor needs from the world. */
export interface SupervisorDependencies {
  /** Clears what an earlier run has left, and starts another one. */
  readonly launch: () => Promise<SupervisedServer>;
  /** Called when the server lacks room on the disk. Returns whether it made some. */
  readonly makeRoom: () => Promise<boolean>;
  /** Waits; ends early, without an error, when the signal is aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly logger: EmbeddedPostgresLogger;
}

/** Keeps a server running, from start() to stop(). */
export class Supervisor {
  private server: SupervisedServer | null = null;
  private readonly stopping = new AbortController();
  private supervision: Promise<void> = Promise.resolve();

  constructor(private readonly dependencies: SupervisorDependencies) {}

  get pid(): number | undefined {
    return this.server?.pid;
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Resolves when the server accepts connections; rejects when it cannot be started. */
  async start(): Promise<void> {
    for (let failures = 1; ; failures += 1) {
      try {
        const server = await this.bringUp();
        this.supervision = this.supervise(server);
        return;
      } catch (error) {
        const isPassing = error instanceof ServerStartError && error.isPassing;
        if (!isPassing || failures >= PASSING_FAILURES) throw error;
        await this.dependencies.pause(restartDelayMs(failures), this.stopping.signal);
      }
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.server?.stop();
    await this.supervision;
  }

  private async supervise(first: SupervisedServer): Promise<void> {
    const { clock, logger } = this.dependencies;
    let failures = 0;
    for (let server: SupervisedServer | null = first; server !== null;) {
      const startedAt = clock.now();
      const reason = await server.ended;
      if (this.isStopping()) return;
      logger.warn(`PostgreSQL has ended by itself (${reason}); restarting it`);
      if (clock.now() - startedAt >= STABLE_AFTER_MS) failures = 0;
      failures += 1;
      server = await this.restart(failures);
      if (server !== null) logger.info(`PostgreSQL is running again (process ${server.pid})`);
    }
  }

  /** Tries until it succeeds, or until stop(): then it returns null. */
  private async restart(failuresBefore: number): Promise<SupervisedServer | null> {
    let lastMessage = '';
    for (let failures = failuresBefore; ; failures += 1) {
      await this.dependencies.pause(restartDelayMs(failures), this.stopping.signal);
      if (this.isStopping()) return null;
      try {
        return await this.bringUp();
      } catch (error) {
        if (this.isStopping()) return null;
        const message = errorMessage(error);
        const [firstLine = ''] = message.split('\n');
        if (firstLine !== lastMessage)
          this.dependencies.logger.error(`${message}\nTrying again until it succeeds`);
        lastMessage = firstLine;
      }
    }
  }

  private async bringUp(): Promise<SupervisedServer> {
    try {
      return await this.launchOnce();
    } catch (error) {
      const lacksSpace = error instanceof ServerStartError && error.lacksSpace;
      if (!lacksSpace || !(await this.dependencies.makeRoom())) throw error;
      this.dependencies.logger.warn('The disk is full: PostgreSQL gets the room of the ballast to recover');
      return this.launchOnce();
    }
  }

  private async launchOnce(): Promise<SupervisedServer> {
    const server = await this.dependencies.launch();
    this.server = server;
    // stop() may have come while there was nothing to stop yet.
    if (this.isStopping()) await server.stop();
    const notice = setTimeout(() => {
      this.dependencies.logger.info(
        'PostgreSQL is still starting: it recovers what a crash has left unfinished',
      );
    }, LONG_START_MS);
    try {
      await server.ready();
    } finally {
      clearTimeout(notice);
    }
    return server;
  }
}
