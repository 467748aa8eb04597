import { setTimeout as sleep } from 'node:timers/promises';
import type {
  BeforeApplicationShutdown,
  OnApplicationBootstrap,
  OnApplicationShutdown,
} from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Log } from '../common/logging/log.js';
import { durabilityConcerns } from './durability-concerns.js';
import { migrate } from './migrate.js';
import type { UnusableDatabaseError } from './unusable-database.error.js';
import { unusableDatabase } from './unusable-database.js';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 500;
/** A database that hangs does not say goodbye either; the end of the process closes what is left. */
const CLOSE_WITHIN_MS = 5000;

/** Connects, migrates, and goes on trying while the database is away; the server answers 503 meanwhile. */
export class DatabaseConnector
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private ready = false;
  private stopped = false;
  private connecting: Promise<void> = Promise.resolve();
  private markUsable: () => void = () => undefined;
  private readonly usable = new Promise<void>((resolve) => (this.markUsable = resolve));

  constructor(
    /** Used once, and closed afterwards: migrations may take longer than any statement of a request. */
    private readonly migrating: DataSource,
    private readonly dataSources: readonly DataSource[],
    private readonly log: Log,
    private readonly onUnusable: (error: UnusableDatabaseError) => void,
  ) {}

  /** Whether the schema is up to date and connections were made; says nothing about this moment. */
  get isReady(): boolean {
    return this.ready;
  }

  onApplicationBootstrap(): void {
    this.connecting = this.connect();
  }

  /** Resolves when the database can be used, and never where it cannot; for the start's own lines. */
  connected(): Promise<void> {
    return this.usable;
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
  }

  async onApplicationShutdown(): Promise<void> {
    const closed = this.connecting.then(() =>
      Promise.all(this.dataSources.filter((each) => each.isInitialized).map((each) => each.destroy())),
    );
    await Promise.race([closed, sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
  }

  private async connect(): Promise<void> {
    let told = '';
    for (let wait = FIRST_WAIT_MS; !this.stopped; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        const migrations = await this.migrate();
        // Only now, so that nobody asks a schema that is not there yet.
        for (const dataSource of this.dataSources)
          if (!dataSource.isInitialized) await dataSource.initialize();
        if (migrations > 0)
          this.log.info(`Brought the database schema up to date (${migrations} migrations)`);
        this.ready = true;
        this.markUsable();
        return;
      } catch (error) {
        const unusable = unusableDatabase(error);
        if (unusable !== null) {
          this.onUnusable(unusable);
          return;
        }
        const reason = String((error as NodeJS.ErrnoException).code ?? error);
        if (reason !== told) this.log.warn('The database is not there yet; waiting for it', { cause: error });
        told = reason;
        await sleep(wait);
      }
    }
  }

  private async migrate(): Promise<number> {
    if (!this.migrating.isInitialized) await this.migrating.initialize();
    try {
      const migrations = await migrate(this.migrating);
      for (const concern of await durabilityConcerns(this.migrating)) this.log.warn(concern);
      return migrations;
    } finally {
      await this.migrating.destroy();
    }
  }
}
