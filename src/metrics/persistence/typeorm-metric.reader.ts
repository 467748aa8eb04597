import { Injectable } from '@nestjs/common';
import type { Timestamp } from '../../common/time/timestamp.js';
import { ReadDatabase } from '../../database/read-database.js';
import type { MetricQuery } from '../domain/metric-query.js';
import type { MetricResult } from '../domain/metric-result.js';
import { MetricReader } from '../domain/metric.reader.js';
import { findActiveGroups } from './active-groups.query.js';
import { readMetricNames } from './metric-names.query.js';
import { isCut, readNewestBuckets, type GroupValues } from './newest-buckets.query.js';
import { findNewestBucket } from './newest-point.query.js';
import { idsOf, type SeriesGroup } from './series-group.js';
import { findSeriesGroups, withLabels } from './series-groups.query.js';

/**
 * Reads the ids of series first and then the points of these ids: never a join of the two tables, which Citus would
 * have to shuffle.
 */
@Injectable()
export class TypeOrmMetricReader extends MetricReader {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  names(projectId: string): Promise<string[]> {
    return readMetricNames(this.database, projectId);
  }

  async query(query: MetricQuery): Promise<MetricResult> {
    const groups = await findSeriesGroups(this.database, query);
    // Hardly more than can be shown: reading all of them is cheaper than asking first which of them have points.
    const few = groups.length <= Math.ceil(query.limits.series * 1.25);
    const candidates = few
      ? groups
      : await findActiveGroups(this.database, groups, query, query.limits.series + 1);
    const read = few ? candidates : candidates.slice(0, query.limits.series);
    const active = (await readNewestBuckets(this.database, read, query)).filter(hasValues);
    const shown = active.slice(0, query.limits.series);
    const omitted = (few ? active.length : candidates.length) > shown.length;
    return {
      series: await this.present(shown, query),
      latest: await this.latestBucket(active, few ? [] : groups, query),
      truncated: omitted || (await isCut(this.database, shown, query)),
    };
  }

  private async present(shown: readonly GroupValues[], query: MetricQuery): Promise<MetricResult['series']> {
    const groups = await withLabels(
      this.database,
      query,
      shown.map(({ group }) => group),
    );
    return shown.map(({ values }, index) => ({
      labels: JSON.parse(groups[index]?.labels ?? '{}') as Record<string, string>,
      values: values.slice(-query.limits.points),
    }));
  }

  /** `others` are groups of which it is not known when they had their last point. */
  private async latestBucket(
    active: readonly GroupValues[],
    others: readonly SeriesGroup[],
    { to, step }: MetricQuery,
  ): Promise<Timestamp | null> {
    let known: Timestamp | null = null;
    for (const { values } of active) {
      const newest = values.at(-1)?.bucket;
      if (newest !== undefined && (known === null || newest > known)) known = newest;
    }
    return known === null ? null : findNewestBucket(this.database, idsOf(others), { known, to, step });
  }
}

function hasValues({ values }: GroupValues): boolean {
  return values.length > 0;
}
