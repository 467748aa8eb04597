import type { Aggregation } from '../../domain/query/aggregation.js';
import type { MeasureKind } from '../../domain/query/view-rules.js';
import type { MeasureForm } from './view-sql.js';

/** A column of rows, of which an aggregate is made. */
export interface AggregatedColumn {
  readonly sql: string;
  readonly form: MeasureForm;
  readonly kind: MeasureKind;
}

type Single = Exclude<Aggregation, 'histogram'>;

/** The aggregate of a column in which each row stands for itself. */
export function aggregateOf(column: AggregatedColumn, aggregation: Single): string {
  return AGGREGATES[column.kind === 'distinct' ? 'uniq' : aggregation](column);
}

const AGGREGATES: Readonly<Record<Single, (column: AggregatedColumn) => string>> = {
  count: ({ sql }) => `count(${sql})`,
  uniq: ({ sql }) => `count(DISTINCT ${sql})`,
  sum: (column) => `COALESCE(sum(${exactOf(column)}), 0)`,
  avg: (column) => mean(`sum(${exactOf(column)})`, `count(${column.sql})`),
  max: ({ sql }) => `max(${sql})`,
  min: ({ sql }) => `min(${sql})`,
  p50: percentile(0.5),
  p75: percentile(0.75),
  p90: percentile(0.9),
  p95: percentile(0.95),
  p99: percentile(0.99),
};

function percentile(fraction: number): (column: AggregatedColumn) => string {
  return (column) => `percentile_cont(${fraction}) WITHIN GROUP (ORDER BY ${doubleOf(column)})`;
}

/** The aggregate of a column of sums; null: the sums do not tell. @param count the column of how many rows each stands for */
export function aggregateOfSums(sum: string, count: string, aggregation: Aggregation): string | null {
  if (aggregation === 'count') return `COALESCE(sum(${count}), 0)`;
  if (aggregation === 'sum') return `COALESCE(sum(${sum}), 0)`;
  return aggregation === 'avg' ? mean(`sum(${sum})`, `sum(${count})`) : null;
}

/** Without zeros at the end of the sum, which would make a difference in how far the quotient is worked out. */
function mean(sum: string, count: string): string {
  return `trim_scale((${sum})::numeric) / NULLIF(${count}, 0)`;
}

/** The text of a double has all of its digits; a cast would cut some off. */
function exactOf({ sql, form }: AggregatedColumn): string {
  return form === 'double' ? `${sql}::text::numeric` : `${sql}::numeric`;
}

/** What is beyond the range of a double counts as not known. */
export function doubleOf({ sql, form }: AggregatedColumn): string {
  return form === 'double' ? sql : `(CASE WHEN abs(${sql}) < 1e308 THEN ${sql} END)::double precision`;
}
