import type { Timestamp } from '../../common/time/timestamp.js';

/** A part of metric_points: the points from an instant up to, but not including, another one. */
export interface MetricPartition {
  readonly name: string;
  /** As they stand in the partition's definition. */
  readonly from: string;
  readonly to: string;
}

const FIRST_YEAR = 2020;
const END_YEAR = 2040;

/**
 * The partition that an instant belongs to: its month (UTC) from 2020 to 2039, and one each for what lies before and
 * after. A transaction locks every partition that it touches, and the lock table of a server is small: their number must
 * be bounded whatever timestamps clients send.
 */
export function metricPartition(timestamp: Timestamp): MetricPartition {
  const year = Number(timestamp.slice(0, 4));
  if (year < FIRST_YEAR)
    return { name: `metric_points_before_${FIRST_YEAR}`, from: 'MINVALUE', to: monthStart(FIRST_YEAR, 1) };
  if (year >= END_YEAR)
    return { name: `metric_points_from_${END_YEAR}`, from: monthStart(END_YEAR, 1), to: 'MAXVALUE' };
  const month = Number(timestamp.slice(5, 7));
  return {
    name: `metric_points_${year}_${twoDigits(month)}`,
    from: monthStart(year, month),
    to: month === 12 ? monthStart(year + 1, 1) : monthStart(year, month + 1),
  };
}

function monthStart(year: number, month: number): string {
  return `'${year}-${twoDigits(month)}-01T00:00:00Z'`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
