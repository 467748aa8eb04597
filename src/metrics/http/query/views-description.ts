import { AGGREGATIONS } from '../../domain/query/aggregation.js';
import type { ViewDialect } from '../../domain/query/read-view-query.js';
import { GRANULARITIES } from '../../domain/query/view-query.js';

const SHAPE = `{
  "view": "…",
  "dimensions": [{"field": "…"}],
  "metrics": [{"measure": "…", "aggregation": "…"}],
  "filters": [{"column": "…", "type": "…", "operator": "…", "value": "…", "key": "…"}],
  "timeDimension": {"granularity": "…"},
  "fromTimestamp": "2026-01-01T00:00:00Z",
  "toTimestamp": "2026-01-31T00:00:00Z",
  "orderBy": [{"field": "…", "direction": "asc | desc"}],
  "config": {"bins": 10, "row_limit": 100}
}`;

/** How a question is asked, for the OpenAPI document. */
export function viewsDescription({ views, defaultLimit, boundsHighCardinality }: ViewDialect): string {
  const ofViews = [...views.values()].map(
    ({ name, dimensions, measures }) =>
      `- \`${name}\`: dimensions ${[...dimensions.keys()].join(', ')}; measures ${[...measures.keys()].join(', ')}`,
  );
  return [
    'Groups all rows of a view by dimensions and time, and gives figures of each group. `query` is a JSON object:',
    `\`\`\`json\n${SHAPE}\n\`\`\``,
    'view, metrics, fromTimestamp and toTimestamp are required; both instants belong to the interval.',
    ofViews.join('\n'),
    `Aggregations: ${AGGREGATIONS.join(', ')}. Sums of tokens and money are exact, and so are percentiles, which interpolate between the ` +
      'two nearest values; what is not known of a row counts for nothing. Times are in milliseconds (interTokenLatency: between two ' +
      'tokens of the output, after the first one), costs in USD. A histogram has config.bins equal bars between the least and the greatest value.',
    `Granularities: auto, ${GRANULARITIES.join(', ')}, in UTC; weeks begin on Monday. auto: minutes up to 2 hours, hours up to 3 days, days up to ` +
      '60 days, weeks up to a year, else months. Without orderBy, rows come by time, and a bucket without any has one row of zeros; or else by ' +
      'the first metric, the largest first. Fields of orderBy are dimensions, time_dimension and {aggregation}_{measure}.',
    'Filters are those of the lists: on dimensions, on the time and on metadata. ' +
      `config.row_limit is 1 to 1000; without it, ${defaultLimit === null ? 'all rows, up to 10,000' : String(defaultLimit)}.` +
      (boundsHighCardinality
        ? ' What has about as many values as there are rows (ids, users, sessions) can be grouped by only where the top rows are asked for: ' +
          'by orderBy with a metric and desc, and config.row_limit.'
        : ''),
    'With usageType or costType (which usageByType and costByType bring with them) a row counts once for each bucket of its usage or cost.',
    'Counts, tokens and costs by hour or longer, model, type and environment are answered from figures that are kept while data comes in.',
  ].join('\n\n');
}
