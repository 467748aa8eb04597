import type { Timestamp } from '../../common/time/timestamp.js';
import { seriesKey, type MetricSample } from '../domain/metric-sample.js';

/** Samples by the key of their series, in the order in which they came. */
export type MetricBatch = ReadonlyMap<string, readonly [MetricSample, ...MetricSample[]]>;

/** Points as the arrays of one statement, in the text form of PostgreSQL: the driver would quote each element. */
export interface PointArrays {
  readonly seriesIds: string;
  readonly timestamps: string;
  readonly values: string;
}

const MAX_POINTS = 10_000;

export function groupBySeries(samples: readonly MetricSample[]): MetricBatch {
  const batch = new Map<string, [MetricSample, ...MetricSample[]]>();
  for (const sample of samples) {
    const key = seriesKey(sample);
    const series = batch.get(key);
    if (series === undefined) batch.set(key, [sample]);
    else series.push(sample);
  }
  return batch;
}

/**
 * The points of a batch, each instant of a series once, with the value that came last. Ordered by series and time, so
 * that writers never wait for each other in a circle.
 */
export function* pointArrays(batch: MetricBatch, ids: ReadonlyMap<string, number>): Generator<PointArrays> {
  const byId = [...batch]
    .map(([key, samples]) => ({ id: ids.get(key) ?? NaN, samples }))
    .sort((a, b) => a.id - b.id);
  let seriesIds: number[] = [];
  let timestamps: Timestamp[] = [];
  let values: number[] = [];
  for (const { id, samples } of byId) {
    for (const { ts, value } of lastByTime(samples)) {
      if (values.length === MAX_POINTS) {
        yield asArrays(seriesIds, timestamps, values);
        [seriesIds, timestamps, values] = [[], [], []];
      }
      seriesIds.push(id);
      timestamps.push(ts);
      values.push(value);
    }
  }
  if (values.length > 0) yield asArrays(seriesIds, timestamps, values);
}

function lastByTime(samples: readonly MetricSample[]): readonly MetricSample[] {
  if (samples.length === 1) return samples;
  // Sorting is stable: of equal instants the last one came last.
  const sorted = samples.toSorted((a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0));
  return sorted.filter((sample, index) => sample.ts !== sorted[index + 1]?.ts);
}

function asArrays(seriesIds: number[], timestamps: Timestamp[], values: number[]): PointArrays {
  return {
    seriesIds: `{${seriesIds.join(',')}}`,
    timestamps: `{${timestamps.join(',')}}`,
    values: `{${values.join(',')}}`,
  };
}
