import { SqlParameters } from '../../../database/sql-parameters.js';
import { metricName, type Order, type ViewQuery } from '../../domain/query/view-query.js';
import { MAX_ROWS } from '../../domain/query/view-query.reader.js';
import { aggregateOf, aggregateOfSums, doubleOf, type AggregatedColumn } from './aggregate.sql.js';
import { barsOf, withBars, type HistogramColumn } from './histogram.sql.js';
import { keptRows } from './kept-rows.js';
import { countedRows, found, type RowSource } from './row-source.js';
import type { ViewSql } from './view-sql.js';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Of the texts in an answer. */
export const MAX_TEXT_BYTES = 8 * 1024 * 1024;

/**
 * The statement that answers a question: rows of the view (or of what is kept of it) with columns d0, d1 … (dimensions), t (the
 * bucket of time) and x0, x1 … (measures); then groups of them, with m0, m1 … (metrics). Where the texts in all groups are too long
 * there is one row, with nothing but their size.
 */
export function viewStatement(query: ViewQuery, sql: ViewSql): Statement {
  const parameters = new SqlParameters();
  const project = parameters.add(query.projectId);
  const source =
    keptRows(query, sql, { project, parameters }) ?? countedRows(query, sql, { project, parameters });
  const measures = [...new Set(query.metrics.map(({ measure }) => measure))];
  const columns = measures.map((name, index): AggregatedColumn => ({
    sql: `x${index}`,
    form: found(sql.measures, name).form,
    kind: found(query.view.measures, name),
  }));
  const keys = [...query.dimensions.keys()].map((index) => `d${index}`);
  if (query.granularity !== null) keys.push('t');
  const histograms = query.metrics.flatMap(({ measure, aggregation }): HistogramColumn[] => {
    const index = measures.indexOf(measure);
    const column = columns[index];
    if (aggregation !== 'histogram' || column === undefined) return [];
    return [{ index, value: doubleOf(column) }];
  });
  const metrics = query.metrics.map((metric, index) => {
    const place = measures.indexOf(metric.measure);
    return `${aggregateSql(metric.aggregation, columns[place], source, place, query.bins)} AS m${index}`;
  });
  const rows = withBars(selectRows(query, sql, source, measures), keys, histograms, query.bins);
  const grouping = keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')}`;
  const having = keys.length === 0 || source.count === null ? '' : 'HAVING sum(n) > 0';
  return {
    sql: `WITH groups AS (SELECT ${[...keys, ...metrics].join(', ')} FROM (${rows}) AS r ${grouping} ${having}),
      shown AS MATERIALIZED (
        SELECT *, row_number() OVER (ORDER BY ${orderSql(query)}) AS position FROM groups
        ORDER BY position LIMIT ${parameters.add(query.limit ?? MAX_ROWS + 1)}),
      size AS MATERIALIZED (SELECT COALESCE(sum(${bytesSql(query)}), 0)::bigint AS bytes FROM shown)
      SELECT * FROM size LEFT JOIN shown ON bytes <= ${MAX_TEXT_BYTES} ORDER BY position`,
    parameters: parameters.values,
  };
}

function selectRows(query: ViewQuery, sql: ViewSql, source: RowSource, measures: readonly string[]): string {
  const columns = query.dimensions.map((name, index) => `${found(sql.dimensions, name).sql} AS d${index}`);
  if (query.granularity !== null)
    columns.push(`date_trunc('${query.granularity}', ${sql.alias}.${sql.time}, 'UTC') AS t`);
  columns.push(...measures.map((name, index) => `${source.measure(name)} AS x${index}`));
  if (source.count !== null) columns.push(`${source.count} AS n`);
  const conditions = source.conditions.length === 0 ? '' : `WHERE ${source.conditions.join(' AND ')}`;
  return `SELECT ${columns.join(', ')} FROM ${source.from} ${conditions}`;
}

function aggregateSql(
  aggregation: ViewQuery['metrics'][number]['aggregation'],
  column: AggregatedColumn | undefined,
  source: RowSource,
  place: number,
  bins: number,
): string {
  if (column === undefined) throw new Error('A metric has no measure');
  if (aggregation === 'histogram') return barsOf(place, bins);
  if (source.count === null) return aggregateOf(column, aggregation);
  const kept = aggregateOfSums(column.sql, 'n', aggregation);
  if (kept === null) throw new Error(`Kept figures cannot tell ${metricName({ measure: '', aggregation })}`);
  return kept;
}

/** What was asked for first, or the default; groups that are level by time and dimensions, so that the order is always the same. */
function orderSql(query: ViewQuery): string {
  const terms = (query.orderBy.length > 0 ? query.orderBy : defaultOrder(query)).map(
    (order) => `${columnOf(order, query)} ${order.direction === 'desc' ? 'DESC' : 'ASC'} NULLS LAST`,
  );
  if (query.granularity !== null) terms.push('t ASC NULLS LAST');
  terms.push(
    ...query.dimensions.map((_, index) => `${columnOf({ by: 'dimension', index }, query)} ASC NULLS LAST`),
  );
  return terms.length === 0 ? '1' : terms.join(', ');
}

function defaultOrder({ granularity, metrics }: ViewQuery): readonly Order[] {
  if (granularity !== null) return [{ by: 'time', direction: 'asc' }];
  return metrics[0]?.aggregation === 'histogram' ? [] : [{ by: 'metric', index: 0, direction: 'desc' }];
}

function columnOf(
  order: Pick<Order, 'by'> & { readonly index?: number },
  { dimensions, view }: ViewQuery,
): string {
  if (order.by === 'time') return 't';
  const index = order.index ?? 0;
  if (order.by === 'metric') return `m${index}`;
  const kind = view.dimensions.get(dimensions[index] ?? '')?.kind;
  return kind === 'text' || kind === 'texts' ? `d${index} COLLATE "C"` : `d${index}`;
}

function bytesSql({ dimensions, view }: ViewQuery): string {
  const sizes = dimensions.flatMap((name, index) => {
    const kind = view.dimensions.get(name)?.kind;
    if (kind === 'text') return [`COALESCE(octet_length(d${index}), 0)`];
    return kind === 'texts' ? [`COALESCE(octet_length(array_to_string(d${index}, ',')), 0)`] : [];
  });
  return sizes.length === 0 ? '0' : sizes.join(' + ');
}
