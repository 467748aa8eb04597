import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Log } from '../common/logging/log.js';
import { ServerMetrics } from '../common/monitoring/server-metrics.js';
import { StorageGate } from '../common/storage-gate.js';
import { AppConfig } from '../config/app-config.js';
import { DatabaseProbe } from '../health/domain/database.probe.js';
import { DatabaseConnector } from './database-connector.js';
import { dataSourceOptions, type DatabaseAddress } from './data-source-options.js';
import { DiskSpaceGate, OpenGate } from './disk-space.gate.js';
import type { DiskSpace } from './embedded/disk-space.js';
import { observePools } from './observe-pools.js';
import { ReadDatabase } from './read-database.js';
import { TypeOrmDatabaseProbe } from './typeorm-database.probe.js';
import type { UnusableDatabaseError } from './unusable-database.error.js';
import { WriteDatabase } from './write-database.js';

const WRITE_POOL = 6;
const READ_POOL = 8;
const WRITE_STATEMENT_TIMEOUT_MS = 15_000;
const PROBE_STATEMENT_TIMEOUT_MS = 2000;
/** The server cancels a statement itself, unless it hangs. */
const CANCEL_GRACE_MS = 2000;

export interface DatabaseOptions {
  readonly address: DatabaseAddress;
  /** The disk of the embedded database; null: the database is elsewhere. */
  readonly disk: DiskSpace | null;
  /** Called when waiting would not help: wrong password, no such database, no TLS, too old a server. */
  readonly onUnusable: (error: UnusableDatabaseError) => void;
}

/** Three pools: what is written, what is read, and a connection for the readiness probe. Nobody waits for the start of the database. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot({ address, disk, onUnusable }: DatabaseOptions): DynamicModule {
    const source = (name: string, poolSize: number, statementTimeoutMs: number): DataSource =>
      new DataSource(
        dataSourceOptions(address, {
          poolSize,
          statementTimeoutMs,
          applicationName: `xtrace-${name}`,
          isPipelined: name === 'write',
        }),
      );
    const write = new WriteDatabase(source('write', WRITE_POOL, WRITE_STATEMENT_TIMEOUT_MS));
    const probe = source('probe', 1, PROBE_STATEMENT_TIMEOUT_MS);
    const migrating = source('migration', 1, 0);
    return {
      module: DatabaseModule,
      providers: [
        { provide: WriteDatabase, useValue: write },
        {
          provide: ReadDatabase,
          useFactory: (config: AppConfig, metrics: ServerMetrics) => {
            const read = new ReadDatabase(
              source('read', READ_POOL, config.queryTimeoutMs),
              config.queryTimeoutMs + CANCEL_GRACE_MS,
            );
            observePools(metrics, { write: write.dataSource, read: read.dataSource });
            return read;
          },
          inject: [AppConfig, ServerMetrics],
        },
        {
          provide: DatabaseConnector,
          useFactory: (read: ReadDatabase, log: Log) =>
            new DatabaseConnector(migrating, [write.dataSource, read.dataSource, probe], log, onUnusable),
          inject: [ReadDatabase, Log],
        },
        {
          provide: DatabaseProbe,
          useFactory: (connector: DatabaseConnector) => new TypeOrmDatabaseProbe(connector, probe),
          inject: [DatabaseConnector],
        },
        {
          provide: StorageGate,
          useFactory: (config: AppConfig, log: Log) =>
            disk === null || config.minFreeDiskBytes === 0
              ? new OpenGate()
              : new DiskSpaceGate(disk, config.minFreeDiskBytes, log),
          inject: [AppConfig, Log],
        },
      ],
      exports: [WriteDatabase, ReadDatabase, DatabaseProbe, StorageGate, DatabaseConnector],
    };
  }
}
