import type { EventEmitter } from 'node:events';
import { types as driverTypes } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import type { Timestamp } from '../common/time/timestamp.js';
import { CommentEntity } from './entities/comment.entity.js';
import { MediaLinkEntity } from './entities/media-link.entity.js';
import { MediaUnlinkedEntity } from './entities/media-unlinked.entity.js';
import { MediaEntity } from './entities/media.entity.js';
import { MetricPointEntity } from './entities/metric-point.entity.js';
import { MetricSeriesEntity } from './entities/metric-series.entity.js';
import { ModelEntity } from './entities/model.entity.js';
import { ModelTracesDailyEntity } from './entities/model-traces-daily.entity.js';
import { PriceSheetEntity } from './entities/price-sheet.entity.js';
import { RepriceJobEntity } from './entities/reprice-job.entity.js';
import { ScoreConfigEntity } from './entities/score-config.entity.js';
import { ScoreEntity } from './entities/score.entity.js';
import { ScoresHourlyEntity } from './entities/scores-hourly.entity.js';
import { SessionEntity } from './entities/session.entity.js';
import { ObservationEntity } from './entities/observation.entity.js';
import { TraceUsageEntity } from './entities/trace-usage.entity.js';
import { TraceEntity } from './entities/trace.entity.js';
import { TracesHourlyEntity } from './entities/traces-hourly.entity.js';
import { UsageHourlyEntity } from './entities/usage-hourly.entity.js';
import { CreateTelemetry1763800000000 } from './migrations/1763800000000-create-telemetry.js';
import { CreateMedia1764000000003 } from './migrations/1764000000003-create-media.js';
import { CreateMetrics1763800000001 } from './migrations/1763800000001-create-metrics.js';
import { CreateComments1764000000004 } from './migrations/1764000000004-create-comments.js';
import { KeepUsageSent1764200000002 } from './migrations/1764200000002-keep-usage-sent.js';
import { OrderByNanosecond1764100000000 } from './migrations/1764100000000-order-by-nanosecond.js';
import { PriceObservations1764200000001 } from './migrations/1764200000001-price-observations.js';
import { KeepPriceSheets1764200000006 } from './migrations/1764200000006-keep-price-sheets.js';
import { NameTools1764200000007 } from './migrations/1764200000007-name-tools.js';
import { MarkApplicationRoots1764200000005 } from './migrations/1764200000005-mark-application-roots.js';
import { CreateScoreConfigs1763900000001 } from './migrations/1763900000001-create-score-configs.js';
import { CreateRepriceJobs1764200000003 } from './migrations/1764200000003-create-reprice-jobs.js';
import { IndexObservations1764000000000 } from './migrations/1764000000000-index-observations.js';
import { CreateScores1763900000000 } from './migrations/1763900000000-create-scores.js';
import { CountScores1764000000005 } from './migrations/1764000000005-count-scores.js';
import { IndexScores1764000000006 } from './migrations/1764000000006-index-scores.js';
import { CreateModels1764200000000 } from './migrations/1764200000000-create-models.js';
import { CreateSessions1764000000002 } from './migrations/1764000000002-create-sessions.js';

/** Where the database is: a URL, or the parts for a unix socket (whose directory is the host). */
export type DatabaseAddress =
  | { readonly url: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };

export interface ConnectionLimits {
  readonly poolSize: number;
  /** Milliseconds after which the server cancels a statement; 0: never. */
  readonly statementTimeoutMs: number;
  readonly applicationName: string;
  /** Statements are sent without waiting for the answers of earlier ones on the connection. */
  readonly isPipelined?: boolean;
}

/** Sessions in UTC whatever the server or the PGTZ of this process says; the last setting is for Citus and harmless elsewhere. */
const SESSION_SETTINGS = '-c TimeZone=UTC -c DateStyle=ISO -c citus.enable_deadlock_prevention=off';
/** After so long without a word from the server, the system begins to ask whether it is still there. */
const KEEP_ALIVE_AFTER_MS = 10_000;

const OID = { int8: 20, timestamptz: 1184, json: 114, jsonb: 3802 } as const;

/**
 * How values arrive: int8 as number (counts and ids stay below 2^53), timestamptz with its microseconds,
 * JSON as the text that it is, so that no digit of it is lost. Everything else as the driver does it.
 */
function typeParser(oid: number, format: 'text' | 'binary' = 'text'): (text: string) => unknown {
  const parser = format === 'text' ? OWN_PARSERS.get(oid) : undefined;
  return (
    parser ??
    (driverTypes.getTypeParser as (oid: number, format: string) => (text: string) => unknown)(oid, format)
  );
}

const OWN_PARSERS = new Map<number, (text: string) => unknown>([
  [OID.int8, Number],
  [OID.timestamptz, timestampFromPostgres],
  [OID.json, String],
  [OID.jsonb, String],
]);

/** `2026-01-31 08:00:00.5+00` (DateStyle ISO, TimeZone UTC) as a Timestamp. */
export function timestampFromPostgres(text: string): Timestamp {
  const fraction = text.slice(20, text.indexOf('+', 19)).padEnd(6, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z` as Timestamp;
}

/** The URL without its own `options`, which the driver would take instead of ours and not besides; and those. */
function withoutOptions(databaseUrl: string): { url: string; options: string } {
  const url = new URL(databaseUrl);
  const options = url.searchParams.getAll('options').join(' ');
  if (options === '') return { url: databaseUrl, options };
  url.searchParams.delete('options');
  return { url: url.href, options };
}

/** The one place that knows how xtrace connects: used by the server, the TypeORM command line and the tests. */
export function dataSourceOptions(address: DatabaseAddress, limits: ConnectionLimits): DataSourceOptions {
  const { options, ...target } =
    'url' in address
      ? withoutOptions(address.url)
      : {
          options: '',
          host: address.host,
          port: address.port,
          username: address.user,
          password: address.password,
          database: address.database,
          // Of the embedded server, whatever the PGSSLMODE of this process says.
          ssl: false,
        };
  return {
    type: 'postgres',
    ...target,
    applicationName: limits.applicationName,
    poolSize: limits.poolSize,
    connectTimeoutMS: 3000,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    installExtensions: false,
    entities: [
      TraceEntity,
      ObservationEntity,
      UsageHourlyEntity,
      TracesHourlyEntity,
      TraceUsageEntity,
      ModelTracesDailyEntity,
      MetricSeriesEntity,
      MetricPointEntity,
      ScoreEntity,
      ScoresHourlyEntity,
      ScoreConfigEntity,
      PriceSheetEntity,
      RepriceJobEntity,
      ModelEntity,
      SessionEntity,
      CommentEntity,
      MediaEntity,
      MediaLinkEntity,
      MediaUnlinkedEntity,
    ],
    migrations: [
      CreateTelemetry1763800000000,
      CreateMetrics1763800000001,
      CreateScores1763900000000,
      CreateScoreConfigs1763900000001,
      IndexObservations1764000000000,
      CreateSessions1764000000002,
      CreateMedia1764000000003,
      CreateComments1764000000004,
      CountScores1764000000005,
      IndexScores1764000000006,
      OrderByNanosecond1764100000000,
      CreateModels1764200000000,
      PriceObservations1764200000001,
      KeepUsageSent1764200000002,
      MarkApplicationRoots1764200000005,
      KeepPriceSheets1764200000006,
      NameTools1764200000007,
      CreateRepriceJobs1764200000003,
    ],
    migrationsTableName: 'xtrace_migrations',
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    extra: {
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
      pipeline: limits.isPipelined ?? false,
      statement_timeout: limits.statementTimeoutMs,
      idle_in_transaction_session_timeout: 60_000,
      options: `${options} ${SESSION_SETTINGS}`.trim(),
      types: { getTypeParser: typeParser },
      onConnect: outliveItsEnd,
    },
  };
}

/**
 * For as long as nobody listens for the errors of a connection, which is so between the pool and its caller, its end would be that of the
 * process. Whoever uses it then hears of it by the failure of what is asked.
 */
function outliveItsEnd(client: EventEmitter): void {
  client.on('error', () => undefined);
}
