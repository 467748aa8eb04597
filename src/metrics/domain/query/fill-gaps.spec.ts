import { PayloadTooLargeError } from '../../../common/domain-error.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { fillGaps } from './fill-gaps.js';
import type { ViewQuery, ViewRow } from './view-query.js';
import { OBSERVATIONS_VIEW } from './views/observations.view.js';

const query: ViewQuery = {
  projectId: 'p1',
  view: OBSERVATIONS_VIEW,
  dimensions: ['name'],
  metrics: [
    { measure: 'count', aggregation: 'count' },
    { measure: 'latency', aggregation: 'p95' },
    { measure: 'latency', aggregation: 'histogram' },
  ],
  filters: [],
  granularity: 'day',
  from: '2026-01-30T10:00:00.000000Z' as Timestamp,
  to: '2026-02-02T00:00:00.000000Z' as Timestamp,
  orderBy: [],
  bins: 10,
  limit: null,
};

function row(day: string, name: string | null = 'n'): ViewRow {
  return { dimensions: [name], time: `${day}T00:00:00.000000Z` as Timestamp, values: [1, 2, []] };
}

function gap(day: string): ViewRow {
  return { ...row(day, null), values: [0, null, []] };
}

describe(fillGaps, () => {
  it('puts a row of zeros where nothing happened, up to the end of the interval', () => {
    const rows = [row('2026-01-31', 'a'), row('2026-01-31', 'b')];
    expect(fillGaps(rows, query)).toEqual([gap('2026-01-30'), ...rows, gap('2026-02-01')]);
    expect(fillGaps([], query)).toHaveLength(3);
    expect(fillGaps([row('2026-02-02')], query)).toHaveLength(4);
  });

  it('gives no more rows than are wanted', () => {
    expect(fillGaps([row('2026-01-31')], { ...query, limit: 2 })).toEqual([
      gap('2026-01-30'),
      row('2026-01-31'),
    ]);
    expect(fillGaps([row('2026-01-30')], { ...query, limit: 1 })).toEqual([row('2026-01-30')]);
  });

  it('fills nothing where rows are not in the order of time', () => {
    const rows = [row('2026-01-31')];
    expect(fillGaps(rows, { ...query, orderBy: [{ by: 'time', direction: 'asc' }] })).toBe(rows);
    expect(fillGaps(rows, { ...query, granularity: null })).toBe(rows);
  });

  it('refuses to fill more than an answer may hold', () => {
    const minutes = {
      ...query,
      granularity: 'minute',
      to: '2026-02-15T00:00:00.000000Z' as Timestamp,
    } as const;
    expect(() => fillGaps([], minutes)).toThrow(PayloadTooLargeError);
    expect(fillGaps([], { ...minutes, limit: 1000 })).toHaveLength(1000);
  });
});
