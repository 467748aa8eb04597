import { setTimeout as sleep } from 'node:timers/promises';
import type {
  BeforeApplicationShutdown,
  OnApplicationBootstrap,
  OnApplicationShutdown,
} from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Log } from '../common/logging/log.js';
import { databaseFault } from './database-error.js';
import { migrate, UnusableDatabaseError } from './migrate.js';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 500;

/** Codes with which a server refuses for good: the user, the password, or that there is such a database. */
const REFUSALS: Readonly<Record<string, string>> = {
  '28000': 'the server does not let this user in',
  '28P01': 'the user or the password is wrong',
  '3D000': 'there is no database of that name',
  '42501': 'the user may not create tables',
};

/** Connects, migrates, and goes on trying while the database is away; the server answers 503 meanwhile. */
export class DatabaseConnector
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private ready = false;
  private stopped = false;
  private connecting: Promise<void> = Promise.resolve();

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

  /** Resolves when the database can be used; for the start's own lines. */
  async connected(): Promise<void> {
    await this.connecting;
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connecting;
    for (const dataSource of this.dataSources) if (dataSource.isInitialized) await dataSource.destroy();
  }

  private async connect(): Promise<void> {
    for (
      let wait = FIRST_WAIT_MS, tries = 1;
      !this.stopped;
      wait = Math.min(wait * 2, LONGEST_WAIT_MS), tries++
    ) {
      try {
        const migrations = await this.migrate();
        // Only now, so that nobody asks a schema that is not there yet.
        for (const dataSource of this.dataSources)
          if (!dataSource.isInitialized) await dataSource.initialize();
        if (migrations > 0)
          this.log.info(`Brought the database schema up to date (${migrations} migrations)`);
        this.ready = true;
        return;
      } catch (error) {
        const unusable = unusableDatabase(error);
        if (unusable !== null) {
          this.onUnusable(unusable);
          return;
        }
        if (tries === 1) this.log.warn('The database is not there yet; waiting for it', { cause: error });
        await sleep(wait);
      }
    }
  }

  private async migrate(): Promise<number> {
    if (!this.migrating.isInitialized) await this.migrating.initialize();
    try {
      return await migrate(this.migrating);
    } finally {
      await this.migrating.destroy();
    }
  }
}

function unusableDatabase(error: unknown): UnusableDatabaseError | null {
  if (error instanceof UnusableDatabaseError) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const refusal = REFUSALS[code];
  if (refusal !== undefined) return new UnusableDatabaseError(`The database cannot be used: ${refusal}`);
  const isMistake = databaseFault(error) === 'bug' && /^[0-9A-Z]{5}$/.test(code);
  return isMistake
    ? new UnusableDatabaseError(`The database cannot be used (${code})`, { cause: error })
    : null;
}
