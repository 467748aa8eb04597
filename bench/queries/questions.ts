/** A query route with parameters. */
export interface Question {
  readonly label: string;
  readonly path: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

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
    { label: 'trace: details', path: '/api/public/traces/trace-7' },
    {
      label: 'daily: two hours',
      path: `/api/public/metrics/daily?fromTimestamp=${before(3 * HOUR_MS)}&toTimestamp=${before(HOUR_MS)}`,
    },
    { label: 'daily: 30 days', path: '/api/public/metrics/daily' },
    { label: 'daily: one trace name', path: '/api/public/metrics/daily?traceName=flow-7' },
    { label: 'metrics: names', path: '/api/public/metrics/names' },
    metric(
      'one series',
      `name=metric_0&labels=${encodeURIComponent('{"node_id":"node-0","gpu_index":"0"}')}`,
    ),
    metric('all series of a name', 'name=metric_0'),
    metric('p99 by node', 'name=metric_0&agg=p99&group_by=node_id'),
  ];
}
