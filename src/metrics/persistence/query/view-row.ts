import type { Timestamp } from '../../../common/time/timestamp.js';
import type {
  DimensionValue,
  HistogramBar,
  Metric,
  MetricValue,
  ViewQuery,
  ViewRow,
} from '../../domain/query/view-query.js';

/** d0 … dimensions, t time, m0 … metrics. Numerics are texts, and JSON is its text. */
export type GroupRow = Readonly<Record<string, unknown>> & { readonly position: number | null };

export function viewRowOf(row: GroupRow, { dimensions, metrics, granularity }: ViewQuery): ViewRow {
  return {
    dimensions: dimensions.map((_, index) => row[`d${index}`] as DimensionValue),
    time: granularity === null ? null : (row['t'] as Timestamp),
    values: metrics.map((metric, index) => metricValueOf(metric, row[`m${index}`])),
  };
}

function metricValueOf({ aggregation }: Metric, value: unknown): MetricValue {
  if (aggregation === 'histogram') return barsFrom(value as string | null);
  if (value === null || typeof value === 'number') return value;
  const text = value as string;
  const number = Number(text);
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(number)) return BigInt(text);
  return Number.isFinite(number) ? number : null;
}

function barsFrom(json: string | null): HistogramBar[] {
  if (json === null) return [];
  const [lowest, highest, counts] = JSON.parse(json) as [number, number, number[]];
  if (lowest === highest) return [{ lower: lowest, upper: highest, count: counts[0] ?? 0 }];
  // Of halves, since the difference of two doubles need not be one.
  const half = highest / 2 - lowest / 2;
  const boundary = (bar: number): number => (lowest / 2 + half * (bar / counts.length)) * 2;
  return counts.map((count, bar) => ({
    lower: boundary(bar),
    upper: bar === counts.length - 1 ? highest : boundary(bar + 1),
    count,
  }));
}
