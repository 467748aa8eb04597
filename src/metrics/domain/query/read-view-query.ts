import { readFilter } from '../../../common/filter/parse-filter.js';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { automaticGranularity } from './granularity.js';
import {
  arrayIn,
  choiceIn,
  integerIn,
  memberOf,
  objectIn,
  timestampIn,
  uniqueBy,
  type Members,
  type Place,
} from './read-document.js';
import { refuseMisspelt } from './refuse-misspelt.js';
import { requireTopRows } from './require-top-rows.js';
import { GRANULARITIES, metricName, type AskedViewQuery, type Metric, type Order } from './view-query.js';
import { aggregationsOf, type ViewRules } from './view-rules.js';

const MAX_DIMENSIONS = 10;
const MAX_METRICS = 20;
const MAX_ORDERS = 10;
const MAX_BINS = 100;
const MAX_LIMIT = 1000;
const DEFAULT_BINS = 10;
const MEMBERS = [
  'view',
  'dimensions',
  'metrics',
  'filters',
  'timeDimension',
  'fromTimestamp',
  'toTimestamp',
  'orderBy',
  'config',
];
const CONFIG_MEMBERS = ['row_limit', 'bins'];

/** What a generation of routes allows. */
export interface ViewDialect {
  readonly views: ReadonlyMap<string, ViewRules>;
  /** How many rows there are where nobody says how many. Null: all. */
  readonly defaultLimit: number | null;
  /** Whether only the top rows can be grouped by what has about as many values as there are rows. */
  readonly boundsHighCardinality: boolean;
}

/**
 * Reads a question. Members that it does not know are left out of account, unless they look like known ones.
 * @throws InvalidFieldError that says where which rule is broken, and which names there are
 */
export function readViewQuery(value: unknown, dialect: ViewDialect): AskedViewQuery {
  const asked = objectIn({ value, path: [] });
  refuseMisspelt(asked, [], MEMBERS);
  const view = readView(asked, dialect.views);
  refuseUnsupported(asked);
  const metrics = readMetrics(asked, view);
  const dimensions = withParts(readDimensions(asked, view), metrics, view);
  const [from, to] = readInterval(asked);
  const granularity = readGranularity(asked, from, to);
  const config = objectIn({ value: asked['config'] ?? {}, path: ['config'] });
  refuseMisspelt(config, ['config'], CONFIG_MEMBERS);
  const limit = integerIn(memberOf(config, ['config'], 'row_limit'), 1, MAX_LIMIT);
  const filters = readFilter(asked['filters'] ?? [], view.filterColumns, ['filters']);
  requireOneKindOfParts([...dimensions, ...filters.map(({ column }) => column)], view);
  const query = {
    view,
    dimensions,
    metrics,
    filters,
    granularity,
    from,
    to,
    orderBy: readOrder(asked, { dimensions, metrics, hasTime: granularity !== null }),
    bins: integerIn(memberOf(config, ['config'], 'bins'), 1, MAX_BINS) ?? DEFAULT_BINS,
    limit: limit ?? dialect.defaultLimit,
  };
  if (dialect.boundsHighCardinality) requireTopRows(query, limit !== null);
  return query;
}

function readView(asked: Members, views: ReadonlyMap<string, ViewRules>): ViewRules {
  const name = choiceIn(memberOf(asked, [], 'view'), [...views.keys()]);
  const view = views.get(name);
  if (view === undefined) throw new Error('A view that there is was not found');
  return view;
}

/** What would change the answer and is not known here must not be left out of account. */
function refuseUnsupported(asked: Members): void {
  if (asked['entityDimension'] != null)
    throw new InvalidFieldError(
      ['entityDimension'],
      'is not supported: name the dimension among dimensions instead',
    );
}

function readDimensions(asked: Members, view: ViewRules): string[] {
  const names = arrayIn(memberOf(asked, [], 'dimensions'), MAX_DIMENSIONS).map((place) =>
    choiceIn(memberOf(objectIn(place), place.path, 'field'), [...view.dimensions.keys()]),
  );
  return [...new Set(names)];
}

/** What a measure has parts by is a dimension, be it said or not. */
function withParts(dimensions: readonly string[], metrics: readonly Metric[], view: ViewRules): string[] {
  const needed = metrics.flatMap(({ measure }) => view.parts.get(measure) ?? []);
  return [...new Set([...dimensions, ...needed])];
}

function requireOneKindOfParts(columns: readonly string[], view: ViewRules): void {
  const kinds = [...view.parts.values()].filter((dimension) => columns.includes(dimension));
  if (kinds.length > 1)
    throw new InvalidFieldError(['dimensions'], `must not have both ${kinds.join(' and ')}: ask twice`);
}

function readMetrics(asked: Members, view: ViewRules): Metric[] {
  const metrics = arrayIn(memberOf(asked, [], 'metrics'), MAX_METRICS).map((place) => {
    const members = objectIn(place);
    const measure = choiceIn(memberOf(members, place.path, 'measure'), [...view.measures.keys()]);
    const allowed = aggregationsOf(view.measures.get(measure) ?? 'text');
    const rule = ` for the measure ${measure}`;
    return {
      measure,
      aggregation: choiceIn(memberOf(members, place.path, 'aggregation'), allowed, rule),
    };
  });
  if (metrics.length === 0) throw new InvalidFieldError(['metrics'], 'must name at least one metric');
  return uniqueBy(metrics, metricName);
}

function readInterval(asked: Members): readonly [Timestamp, Timestamp] {
  const from = timestampIn(memberOf(asked, [], 'fromTimestamp'));
  const to = timestampIn(memberOf(asked, [], 'toTimestamp'));
  if (from >= to) throw new InvalidFieldError(['fromTimestamp'], 'must be before toTimestamp');
  return [from, to];
}

function readGranularity(asked: Members, from: Timestamp, to: Timestamp): AskedViewQuery['granularity'] {
  if (asked['timeDimension'] == null) return null;
  const path = ['timeDimension'];
  const place = memberOf(objectIn({ value: asked['timeDimension'], path }), path, 'granularity');
  const granularity = choiceIn(place, ['auto', ...GRANULARITIES]);
  return granularity === 'auto' ? automaticGranularity(from, to) : granularity;
}

interface Columns {
  readonly dimensions: readonly string[];
  readonly metrics: readonly Metric[];
  readonly hasTime: boolean;
}

function readOrder(asked: Members, { dimensions, metrics, hasTime }: Columns): Order[] {
  const orderable = metrics.filter(({ aggregation }) => aggregation !== 'histogram');
  const names = [
    ...(hasTime ? ['time_dimension'] : []),
    ...dimensions,
    ...orderable.map((metric) => metricName(metric)),
  ];
  return arrayIn(memberOf(asked, [], 'orderBy'), MAX_ORDERS).map((place: Place) => {
    const members = objectIn(place);
    const field = choiceIn(memberOf(members, place.path, 'field'), names);
    const direction = choiceIn(memberOf(members, place.path, 'direction'), ['asc', 'desc'] as const);
    if (hasTime && field === 'time_dimension') return { by: 'time', direction };
    const index = dimensions.indexOf(field);
    if (index >= 0) return { by: 'dimension', index, direction };
    return {
      by: 'metric',
      index: metrics.findIndex((metric) => metricName(metric) === field),
      direction,
    };
  });
}
