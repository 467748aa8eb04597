import { PayloadTooLargeError } from '../../../common/domain-error.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import type { Aggregation } from './aggregation.js';
import { bucketOf, nextBucket } from './granularity.js';
import type { MetricValue, ViewQuery, ViewRow } from './view-query.js';
import { MAX_ROWS } from './view-query.reader.js';

/**
 * Where rows come in the order of time, a bucket in which nothing happened has one row, too: of no dimension, with sums and counts of 0.
 * Buckets are filled from the first one of the interval to the last one that begins before its end.
 * @throws PayloadTooLargeError where these are more than MAX_ROWS and no limit is given
 */
export function fillGaps(rows: readonly ViewRow[], query: ViewQuery): readonly ViewRow[] {
  const { granularity, from, to, limit } = query;
  if (granularity === null || query.orderBy.length > 0) return rows;
  const most = limit ?? MAX_ROWS;
  const filled: ViewRow[] = [];
  let bucket = bucketOf(from, granularity);
  const fillUpTo = (end: Timestamp): void => {
    for (; bucket < end && filled.length <= most; bucket = nextBucket(bucket, granularity))
      filled.push(emptyRow(query, bucket));
  };
  for (const row of rows) {
    const time = row.time ?? bucket;
    fillUpTo(time);
    filled.push(row);
    if (bucket <= time) bucket = nextBucket(time, granularity);
  }
  // Of a part of the rows it is not known what comes after them.
  if (limit === null || rows.length < limit) fillUpTo(to);
  if (limit === null && filled.length > MAX_ROWS)
    throw new PayloadTooLargeError(
      `The answer would have more than ${MAX_ROWS} rows: choose a coarser granularity, a shorter interval or config.row_limit`,
    );
  return filled.slice(0, most);
}

function emptyRow({ dimensions, metrics }: ViewQuery, time: Timestamp): ViewRow {
  return {
    dimensions: dimensions.map(() => null),
    time,
    values: metrics.map(({ aggregation }) => valueOfNothing(aggregation)),
  };
}

/** What an aggregation makes of no values. */
export function valueOfNothing(aggregation: Aggregation): MetricValue {
  if (aggregation === 'histogram') return [];
  return aggregation === 'sum' || aggregation === 'count' || aggregation === 'uniq' ? 0 : null;
}
