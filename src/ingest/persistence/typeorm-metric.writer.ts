import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { AppConfig } from '../../config/app-config.js';
import { databaseFault } from '../../database/database-error.js';
import { WriteDatabase } from '../../database/write-database.js';
import type { MetricSample } from '../domain/metric-sample.js';
import { MetricWriter } from '../domain/metric.writer.js';
import { ingestError } from './ingest-error.js';
import { groupBySeries, pointArrays, type MetricBatch } from './metric-batch.js';
import { MetricPartitions } from './metric-partitions.js';
import { MetricSeriesIds } from './metric-series-ids.js';
import { pauseBefore, RETRIES } from './retries.js';
import { SeriesQuota } from './series-quota.js';

const UPSERT = `
  INSERT INTO metric_points AS p (series_id, ts, value)
  SELECT s.series_id, s.ts, s.value
  FROM unnest($1::bigint[], $2::timestamptz[], $3::float8[]) AS s (series_id, ts, value)
  ON CONFLICT (series_id, ts) DO UPDATE SET value = EXCLUDED.value WHERE p.value IS DISTINCT FROM EXCLUDED.value`;

/** check_violation: there is no partition for a point. It was dropped, or the database is another one by now. */
const NO_PARTITION = '23514';

@Injectable()
export class TypeOrmMetricWriter extends MetricWriter {
  private readonly partitions: MetricPartitions;
  private readonly series: MetricSeriesIds;

  constructor(
    private readonly database: WriteDatabase,
    config: AppConfig,
    clock: Clock,
  ) {
    super();
    this.partitions = new MetricPartitions(database);
    this.series = new MetricSeriesIds(new SeriesQuota(config.maxSeriesPerProject, clock));
  }

  async write(samples: readonly MetricSample[]): Promise<void> {
    if (samples.length === 0) return;
    const batch = groupBySeries(samples);
    for (let retry = 1; ; retry++) {
      try {
        await this.partitions.ensure(samples.map(({ ts }) => ts));
        await this.writeBatch(batch);
        return;
      } catch (error) {
        if (!this.mayHelpToRepeat(error) || retry > RETRIES) throw ingestError(error);
        await pauseBefore(retry);
      }
    }
  }

  private async writeBatch(batch: MetricBatch): Promise<void> {
    const resolved = await this.database.transaction(async (transaction) => {
      const series = await this.series.resolve(transaction, batch);
      for (const { seriesIds, timestamps, values } of pointArrays(batch, series.ids))
        await transaction.query(UPSERT, [seriesIds, timestamps, values]);
      return series;
    });
    this.series.committed(resolved);
  }

  private mayHelpToRepeat(error: unknown): boolean {
    if (codeOf(error) !== NO_PARTITION) return databaseFault(error) === 'conflict';
    this.partitions.forget();
    return true;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
