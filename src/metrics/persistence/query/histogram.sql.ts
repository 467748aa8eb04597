/** The x-column of rows of which a histogram is made. */
export interface HistogramColumn {
  readonly index: number;
  /** Its value as a double. */
  readonly value: string;
}

/**
 * Adds to rows where each value belongs: for the column x0, between lo0 and hi0 (the least and the greatest value of its group) in
 * the bar b0. Window functions, unlike arrays of all values, can make use of the disk.
 */
export function withBars(
  rows: string,
  keys: readonly string[],
  histograms: readonly HistogramColumn[],
  bins: number,
): string {
  if (histograms.length === 0) return rows;
  const group = keys.length === 0 ? '' : `PARTITION BY ${keys.join(', ')}`;
  const bounds = histograms.map(
    ({ index, value }) =>
      `${value} AS v${index}, min(${value}) OVER (${group}) AS lo${index}, max(${value}) OVER (${group}) AS hi${index}`,
  );
  const bars = histograms.map(
    ({ index }) =>
      `CASE WHEN lo${index} = hi${index} THEN 1
       ELSE LEAST(width_bucket(v${index}, lo${index}, hi${index}, ${bins}), ${bins}) END AS b${index}`,
  );
  // OFFSET 0: or else the place would be worked out again for every bar.
  return `SELECT bounded.*, ${bars.join(', ')} FROM (
      SELECT plain.*, ${bounds.join(', ')} FROM (${rows}) AS plain
    ) AS bounded OFFSET 0`;
}

/** The bars as JSON: from where, up to where, and how many values are in each of the equal parts; null where there are no values. */
export function barsOf(index: number, bins: number): string {
  const counts = Array.from(
    { length: bins },
    (_, bar) => `count(*) FILTER (WHERE v${index} IS NOT NULL AND b${index} = ${bar + 1})`,
  );
  return `CASE WHEN count(v${index}) > 0 THEN
    jsonb_build_array(min(lo${index}), max(hi${index}), ARRAY[${counts.join(', ')}]) END`;
}
