import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { ViewQuery } from '../../src/metrics/domain/query/view-query.js';
import { OBSERVATIONS_VIEW } from '../../src/metrics/domain/query/views/observations.view.js';

/** How many observations there are of the project `p1`, unless more is known. */
export function aViewQuery(known: Partial<ViewQuery> = {}): ViewQuery {
  return {
    projectId: 'p1',
    view: OBSERVATIONS_VIEW,
    dimensions: [],
    metrics: [{ measure: 'count', aggregation: 'count' }],
    filters: [],
    granularity: null,
    from: '2026-01-01T00:00:00.000000Z' as Timestamp,
    to: '2026-12-31T23:59:59.999999Z' as Timestamp,
    orderBy: [],
    bins: 10,
    limit: null,
    ...known,
  };
}
