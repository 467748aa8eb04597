import type { Timestamp } from '../../common/time/timestamp.js';
import { seriesKey, type MetricSample } from '../domain/metric-sample.js';
import { groupBySeries, pointArrays } from './metric-batch.js';

function sample(node: string, second: number, value: number): MetricSample {
  return {
    projectId: 'p',
    environment: 'default',
    name: 'load',
    labels: [['node', node]],
    value,
    ts: `2026-02-12T08:00:0${second}.000000Z` as Timestamp,
  };
}

function arraysOf(samples: readonly MetricSample[], ids: Record<string, number>): unknown[] {
  const byKey = new Map(Object.entries(ids).map(([node, id]) => [seriesKey(sample(node, 0, 0)), id]));
  return [...pointArrays(groupBySeries(samples), byKey)];
}

describe('pointArrays', () => {
  it('orders points by series and time', () => {
    const samples = [sample('b', 2, 1), sample('a', 1, 2), sample('b', 1, -0.5)];
    expect(arraysOf(samples, { a: 9, b: 10 })).toEqual([
      {
        seriesIds: '{9,10,10}',
        timestamps: '{2026-02-12T08:00:01.000000Z,2026-02-12T08:00:01.000000Z,2026-02-12T08:00:02.000000Z}',
        values: '{2,-0.5,1}',
      },
    ]);
  });

  it('gives each instant of a series once, with the value that came last', () => {
    const samples = [sample('a', 1, 1), sample('a', 2, 5), sample('a', 1, 2), sample('a', 1, 3)];
    expect(arraysOf(samples, { a: 1 })).toMatchObject([{ seriesIds: '{1,1}', values: '{3,5}' }]);
  });

  it('fills no statement with more than 10,000 points', () => {
    const nodes = Array.from({ length: 20_001 }, (_, index) => `n${index}`);
    const ids = Object.fromEntries(nodes.map((node, index) => [node, index + 1]));
    const sizes = arraysOf(
      nodes.map((node) => sample(node, 1, 1)),
      ids,
    ).map((arrays) => (arrays as { values: string }).values.split(',').length);
    expect(sizes).toEqual([10_000, 10_000, 1]);
  });

  it('gives nothing for nothing', () => {
    expect(arraysOf([], {})).toEqual([]);
  });
});
