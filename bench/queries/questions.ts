/** A query route with parameters. */
export interface Question {
  readonly label: string;
  readonly path: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function to(route: string): (label: string, query: string) => Question {
  return (label, query) => ({ label: `${route}: ${label}`, path: `/api/public/${route}?${query}` });
}

/** A filter of one condition. */
function filter(type: string, column: string, operator: string, value: unknown, key?: string): string {
  return `filter=${encodeURIComponent(JSON.stringify([{ type, column, operator, value, key }]))}`;
}

/** What is asked. Everything about time is relative to the newest event, and has the same answer in a small and in a large database. */
export function questions(newest: Date): Question[] {
  const before = (ms: number): string => new Date(newest.getTime() - ms).toISOString();
  const list = (label: string, query: string): Question => ({
    label: `traces: ${label}`,
    path: `/api/public/traces?${query}`,
  });
  const metric = (label: string, query: string): Question => ({
    label: `metrics: ${label}`,
    path: `/api/public/metrics/query?from=${before(10 * MINUTE_MS)}&to=${before(0)}&${query}`,
  });
  return [
    list('newest 50', ''),
    list('newest 200', 'limit=200'),
    list('newest 50, core only', 'fields=core'),
    list('page 10', 'page=10'),
    list('last hour', `fromTimestamp=${before(HOUR_MS)}`),
    list('one environment', 'environment=production'),
    list('one name', 'name=flow-7'),
    list('one user', 'userId=user-7'),
    list('one session', 'sessionId=session-7'),
    list('one tag', 'tags=tag-7'),
    list('a tag that all have', 'tags=all'),
    list('one release', 'release=1.7'),
    list('slowest', 'orderBy=latency.desc'),
    list('dearest', 'orderBy=totalCost.desc'),
    list('by name', 'orderBy=name.asc'),
    list('by id', 'orderBy=id.asc'),
    list('filter: one name', filter('string', 'name', '=', 'flow-7')),
    list('filter: slower than 6 s', filter('number', 'latency', '>', 6)),
    list('filter: with errors', filter('number', 'errorCount', '>', 0)),
    list('filter: by metadata', filter('stringObject', 'metadata', '=', 'us', 'region')),
    list(
      'last hour, filter: warnings',
      `fromTimestamp=${before(HOUR_MS)}&${filter('string', 'level', '=', 'WARNING')}`,
    ),
    list(
      'last hour, filter: average score',
      `fromTimestamp=${before(HOUR_MS)}&${filter('numberObject', 'scores_avg', '>', 0.5, 'quality-7')}`,
    ),
    { label: 'trace: details', path: '/api/public/traces/trace-7' },
    ...observationQuestions(before(HOUR_MS)),
    ...judgementQuestions(before(HOUR_MS)),
    {
      label: 'daily: two hours',
      path: `/api/public/metrics/daily?fromTimestamp=${before(3 * HOUR_MS)}&toTimestamp=${before(HOUR_MS)}`,
    },
    { label: 'daily: 30 days', path: '/api/public/metrics/daily' },
    { label: 'daily: one trace name', path: '/api/public/metrics/daily?traceName=flow-7' },
    ...dashboardQuestions(newest),
    { label: 'metrics: names', path: '/api/public/metrics/names' },
    metric(
      'one series',
      `name=metric_0&labels=${encodeURIComponent('{"node_id":"node-0","gpu_index":"0"}')}`,
    ),
    metric('all series of a name', 'name=metric_0'),
    metric('p99 by node', 'name=metric_0&agg=p99&group_by=node_id'),
  ];
}

/** What dashboards ask about all observations of some time. */
function dashboardQuestions(newest: Date): Question[] {
  const view = (label: string, hours: number, query: object): Question => {
    const interval = {
      fromTimestamp: new Date(newest.getTime() - hours * HOUR_MS).toISOString(),
      toTimestamp: new Date(newest.getTime() + MINUTE_MS).toISOString(),
    };
    const text = JSON.stringify({ view: 'observations', ...interval, config: { row_limit: 1000 }, ...query });
    return {
      label: `v2/metrics: ${label}`,
      path: `/api/public/v2/metrics?query=${encodeURIComponent(text)}`,
    };
  };
  const metrics = (...names: string[]): object[] =>
    names.map((name) => {
      const [aggregation, measure] = name.split('_');
      return { aggregation, measure };
    });
  return [
    view('cost by model and day, 30 days', 30 * 24, {
      dimensions: [{ field: 'providedModelName' }],
      metrics: metrics('sum_totalCost', 'sum_totalTokens', 'count_count'),
      timeDimension: { granularity: 'day' },
    }),
    view('p95 of latency by name, 24 h', 24, {
      dimensions: [{ field: 'name' }],
      metrics: metrics('p95_latency', 'count_count'),
    }),
    view('streaming of a model by hour, 24 h', 24, {
      metrics: metrics(
        'p50_timeToFirstToken',
        'p95_timeToFirstToken',
        'p50_tokensPerSecond',
        'p95_tokensPerSecond',
      ),
      filters: [{ column: 'providedModelName', type: 'string', operator: '=', value: 'gpt-4o-mini' }],
      timeDimension: { granularity: 'hour' },
    }),
  ];
}

/** Of the lists of observations, in both generations. */
function observationQuestions(anHourAgo: string): Question[] {
  const [pages, stretches] = [to('observations'), to('v2/observations')];
  const both = ([label, query]: [string, string]): Question[] => [
    pages(label, query),
    stretches(label, query),
  ];
  const common: [string, string][] = [
    ['newest 50', ''],
    ['last hour', `fromStartTime=${anHourAgo}`],
    ['a usual type', 'type=TOOL'],
    ['a rare type', 'type=GUARDRAIL'],
    ['errors', 'level=ERROR'],
    ['a usual name', 'name=step-1'],
    ['a rare name', 'name=step-9-7'],
    ['one version', 'version=v7'],
    ['two environments', 'environment=staging&environment=development'],
    ['one user', 'userId=user-7'],
    ['one trace', 'traceId=trace-7'],
    ['one parent', 'parentObservationId=trace-7-0'],
    ['slower than 6 s', filter('number', 'latency', '>', 6)],
    ['by metadata', filter('stringObject', 'metadata', '=', 'turn-1', 'turn_id')],
  ];
  return [
    ...common.flatMap(both),
    pages('page 10', 'page=10'),
    stretches('newest 1000', 'limit=1000'),
    stretches(
      'newest 50, all groups',
      'fields=basic,time,io,metadata,model,usage,prompt,metrics,trace_context',
    ),
    stretches('top of their traces', 'isRootObservation=true'),
    stretches('one session', 'sessionId=session-7'),
    stretches('matches a word', filter('string', 'output', 'matches', 'ANSWERED')),
    { label: 'observation: details', path: '/api/public/observations/trace-7-1' },
  ];
}

/** Of the lists of scores, sessions and comments. */
function judgementQuestions(anHourAgo: string): Question[] {
  const [first, second, third] = [to('scores'), to('v2/scores'), to('v3/scores')];
  const [sessions, comments] = [to('sessions'), to('comments')];
  return [
    first('newest 50', ''),
    second('newest 50', ''),
    second('last hour', `fromTimestamp=${anHourAgo}`),
    second('one name', 'name=quality-7'),
    second('one user', 'userId=user-7'),
    second('one trace', 'traceId=trace-7'),
    second('one observation', 'observationId=trace-7-1'),
    second('one type', 'dataType=CATEGORICAL'),
    second('one environment', 'environment=staging'),
    second('value below', 'operator=%3C&value=0.1'),
    second('by metadata', filter('stringObject', 'metadata', '=', 'v2', 'judge')),
    third('newest 50', ''),
    third('last hour', `fromTimestamp=${anHourAgo}`),
    third('one name', 'name=quality-7'),
    third('two traces', 'traceId=trace-7,trace-8'),
    third('value below', 'dataType=NUMERIC&valueMax=0.1'),
    { label: 'score: details', path: '/api/public/v2/scores/score-7-0' },
    sessions('newest 50', ''),
    sessions('last hour', `fromTimestamp=${anHourAgo}`),
    sessions('one environment', 'environment=staging'),
    { label: 'session: details', path: '/api/public/sessions/session-7' },
    comments('newest 50', ''),
    comments('one trace', 'objectType=TRACE&objectId=trace-7'),
    comments('one author', 'authorUserId=user-7'),
  ];
}
