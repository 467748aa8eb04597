import { exactInteger } from '../../../common/json/exact-integer.js';
import type { JsonText } from '../../../common/json/json-text.js';
import { formatTimestamp, type Timestamp } from '../../../common/time/timestamp.js';
import {
  metricName,
  type AskedViewQuery,
  type MetricValue,
  type ViewRow,
} from '../../domain/query/view-query.js';

/** What a row of an answer has under each name. */
type Presented = string | number | boolean | JsonText | readonly string[] | readonly number[][] | null;

/** Dimensions by their names, the bucket of time as `time_dimension`, metrics as `{aggregation}_{measure}`. */
export function presentViewRows(
  rows: readonly ViewRow[],
  { dimensions, metrics, granularity }: AskedViewQuery,
): Record<string, Presented>[] {
  const names = metrics.map((metric) => metricName(metric));
  const isDate = granularity === 'day' || granularity === 'week' || granularity === 'month';
  return rows.map((row) =>
    Object.fromEntries<Presented>([
      ...dimensions.map((name, index): [string, Presented] => [name, row.dimensions[index] ?? null]),
      ...(row.time === null
        ? []
        : ([['time_dimension', presentTime(row.time, isDate)]] as [string, Presented][])),
      ...names.map((name, index): [string, Presented] => [name, presentValue(row.values[index] ?? null)]),
    ]),
  );
}

function presentTime(time: Timestamp, isDate: boolean): string {
  return isDate ? time.slice(0, 10) : formatTimestamp(time);
}

/** The bars of a histogram are `[lower, upper, count]`. */
function presentValue(value: MetricValue): Presented {
  if (typeof value === 'bigint') return exactInteger(value);
  if (value === null || typeof value === 'number') return value;
  return value.map(({ lower, upper, count }) => [lower, upper, count]);
}
