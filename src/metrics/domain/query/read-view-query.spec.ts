import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { formatJsonPath } from '../../../common/json/json-path.js';
import { readViewQuery, type ViewDialect } from './read-view-query.js';
import { ALL_VIEWS, VIEWS_WITHOUT_TRACES } from './views/all-views.js';

const FIRST: ViewDialect = { views: ALL_VIEWS, defaultLimit: null, boundsHighCardinality: false };
const SECOND: ViewDialect = { views: VIEWS_WITHOUT_TRACES, defaultLimit: 100, boundsHighCardinality: true };

const asked = {
  view: 'observations',
  metrics: [{ measure: 'count', aggregation: 'count' }],
  fromTimestamp: '2026-01-01T00:00:00Z',
  toTimestamp: '2026-01-02T02:00:00+02:00',
};

function complaint(document: unknown, dialect = SECOND): string {
  try {
    readViewQuery(document, dialect);
  } catch (error) {
    if (error instanceof InvalidFieldError) return `${formatJsonPath(error.path)} ${error.rule}`.trim();
    throw error;
  }
  return 'none';
}

describe(readViewQuery, () => {
  it('fills in what is not said', () => {
    const nulls = { dimensions: null, filters: null, timeDimension: null, orderBy: null, config: null };
    for (const document of [asked, { ...asked, ...nulls, unknown: 1 }])
      expect(readViewQuery(document, SECOND)).toMatchObject({
        view: { name: 'observations' },
        dimensions: [],
        metrics: [{ measure: 'count', aggregation: 'count' }],
        filters: [],
        granularity: null,
        from: '2026-01-01T00:00:00.000000Z',
        to: '2026-01-02T00:00:00.000000Z',
        orderBy: [],
        bins: 10,
        limit: 100,
      });
    expect(readViewQuery(asked, FIRST).limit).toBeNull();
  });

  it('reads everything that can be said, each dimension and metric once', () => {
    const sum = { measure: 'totalCost', aggregation: 'sum' };
    const document = {
      ...asked,
      dimensions: [{ field: 'name' }, { field: 'level' }, { field: 'name' }],
      metrics: [sum, ...asked.metrics, sum],
      filters: [{ type: 'string', column: 'model', operator: '=', value: 'm' }],
      timeDimension: { granularity: 'auto' },
      orderBy: [
        { field: 'count_count', direction: 'desc' },
        { field: 'level', direction: 'asc' },
        { field: 'time_dimension', direction: 'asc' },
      ],
      config: { bins: 100, row_limit: 1000 },
    };
    expect(readViewQuery(document, FIRST)).toMatchObject({
      dimensions: ['name', 'level'],
      metrics: [sum, ...asked.metrics],
      filters: [{ type: 'string', column: 'providedModelName', operator: '=', value: 'm' }],
      granularity: 'hour',
      orderBy: [
        { by: 'metric', index: 1, direction: 'desc' },
        { by: 'dimension', index: 1, direction: 'asc' },
        { by: 'time', direction: 'asc' },
      ],
      bins: 100,
      limit: 1000,
    });
  });

  it('groups by the buckets of usage or cost where these are measured', () => {
    const document = { ...asked, metrics: [{ measure: 'costByType', aggregation: 'sum' }] };
    expect(readViewQuery(document, FIRST).dimensions).toEqual(['costType']);
  });

  const aggregations = 'sum, avg, count, max, min, p50, p75, p90, p95, p99, histogram, uniq';

  it.each<[unknown, string | RegExp]>([
    [null, 'must be an object'],
    [[], 'must be an object'],
    [
      { ...asked, view: 'traces' },
      'view must be one of observations, scores-numeric, scores-boolean, scores-categorical',
    ],
    [{ ...asked, view: '__proto__' }, /^view must be one of observations, /],
    [{ ...asked, dimensions: 'name' }, 'dimensions must be an array'],
    [{ ...asked, dimensions: ['name'] }, 'dimensions[0] must be an object'],
    [
      { ...asked, dimensions: [{ field: '__proto__' }] },
      /^dimensions\[0\]\.field must be one of id, traceId, traceName, /,
    ],
    [{ ...asked, dimensions: [{ field: 'constructor' }] }, /^dimensions\[0\]\.field must be one of id, /],
    [{ ...asked, dimensions: [{ field: 'name"; --' }] }, /^dimensions\[0\]\.field must be one of id, /],
    [
      { ...asked, dimensions: Array.from({ length: 11 }, () => ({ field: 'name' })) },
      'dimensions must have at most 10 elements',
    ],
    [{ ...asked, metrics: undefined }, 'metrics must name at least one metric'],
    [
      { ...asked, metrics: [{ measure: 'toString', aggregation: 'sum' }] },
      /^metrics\[0\]\.measure must be one of count, latency, /,
    ],
    [
      { ...asked, metrics: [{ measure: 'latency', aggregation: 'p42' }] },
      `metrics[0].aggregation must be one of ${aggregations} for the measure latency`,
    ],
    [
      { ...asked, metrics: [{ measure: 'uniqueUserIds', aggregation: 'p50' }] },
      'metrics[0].aggregation must be one of count, sum, uniq for the measure uniqueUserIds',
    ],
    [{ ...asked, filters: {} }, 'filters must be an array of conditions'],
    [
      { ...asked, filters: [{ type: 'string', column: 'latency', operator: '=', value: '' }] },
      /^filters\[0\]\.column must be one of id, traceId, .*, metadata$/,
    ],
    [
      { ...asked, filters: [{ type: 'string', column: 'name', operator: 'like', value: '' }] },
      /^filters\[0\]\.operator must be one of =, contains, /,
    ],
    [
      { ...asked, timeDimension: { granularity: 'year' } },
      'timeDimension.granularity must be one of auto, minute, hour, day, week, month',
    ],
    [{ ...asked, fromTimestamp: undefined }, /^fromTimestamp must be an RFC 3339 date-time/],
    [{ ...asked, toTimestamp: asked.fromTimestamp }, 'fromTimestamp must be before toTimestamp'],
    [
      { ...asked, orderBy: [{ field: 'time_dimension', direction: 'asc' }] },
      'orderBy[0].field must be one of count_count',
    ],
    [
      { ...asked, orderBy: [{ field: 'count_count', direction: 'desc; --' }] },
      'orderBy[0].direction must be one of asc, desc',
    ],
    [{ ...asked, config: { bins: 101 } }, 'config.bins must be a whole number between 1 and 100'],
    [{ ...asked, config: { row_limit: 0 } }, 'config.row_limit must be a whole number between 1 and 1000'],
    [
      {
        ...asked,
        dimensions: [{ field: 'usageType' }],
        metrics: [{ measure: 'costByType', aggregation: 'sum' }],
      },
      'dimensions must not have both usageType and costType: ask twice',
    ],
    [{ ...asked, entityDimension: { field: 'name' } }, /^entityDimension is not supported/],
    [{ ...asked, filter: [] }, 'filter is not known; is filters meant?'],
    [{ ...asked, timeDimensions: {} }, 'timeDimensions is not known; is timeDimension meant?'],
    [{ ...asked, order_by: [] }, 'order_by is not known; is orderBy meant?'],
    [{ ...asked, diemnsions: [] }, 'diemnsions is not known; is dimensions meant?'],
    [{ ...asked, config: { rowLimit: 5 } }, 'config.rowLimit is not known; is row_limit meant?'],
    [{ ...asked, chartConfig: {}, limit: 5, page: 1, groupBy: [], __proto: 1 }, 'none'],
  ])('says of %j where and how it is wrong', (document, message) => {
    if (typeof message === 'string') expect(complaint(document)).toBe(message);
    else expect(complaint(document)).toMatch(message);
  });

  const top = {
    ...asked,
    dimensions: [{ field: 'name' }, { field: 'userId' }],
    orderBy: [{ field: 'count_count', direction: 'desc' }],
    config: { row_limit: 5 },
  };

  it('groups by what has too many values only for the top rows', () => {
    expect(complaint(top)).toBe('none');
    const refused =
      /^dimensions\[1\]\.field must not be userId, which has too many values, unless the top rows/;
    for (const change of [
      { config: undefined },
      { orderBy: undefined },
      { orderBy: [{ field: 'count_count', direction: 'asc' }] },
      { orderBy: [{ field: 'userId', direction: 'desc' }] },
      { timeDimension: { granularity: 'day' } },
    ]) {
      expect(complaint({ ...top, ...change })).toMatch(refused);
      expect(complaint({ ...top, ...change }, FIRST)).toBe('none');
    }
  });
});
