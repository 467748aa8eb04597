import type { TraceOrder, TraceSortField } from '../domain/trace-query.js';

/** A stretch of an ordered list: every trace for which the condition holds comes before those of the next part. */
export interface OrderedPart {
  readonly condition: string;
  readonly orderBy: string;
}

/** The expressions of the indexes traces_latency and traces_cost: what latencyOf and totalCostOf compute. */
export const LATENCY = 'COALESCE(latency, EXTRACT(EPOCH FROM last_end - first_start)::double precision, 0)';
export const TOTAL_COST = 'COALESCE(total_cost, observed_cost)';

/** What each field is ordered by. */
const SORT_KEYS: Record<
  TraceSortField,
  { readonly sql: string; readonly kind: 'plain' | 'nullable' | 'flag' }
> = {
  id: { sql: 'id', kind: 'plain' },
  timestamp: { sql: '"timestamp"', kind: 'plain' },
  name: { sql: 'name', kind: 'nullable' },
  userId: { sql: 'user_id', kind: 'nullable' },
  sessionId: { sql: 'session_id', kind: 'nullable' },
  release: { sql: 'release', kind: 'nullable' },
  version: { sql: 'version', kind: 'nullable' },
  public: { sql: 'public', kind: 'flag' },
  bookmarked: { sql: 'bookmarked', kind: 'flag' },
  latency: { sql: LATENCY, kind: 'plain' },
  totalCost: { sql: TOTAL_COST, kind: 'plain' },
};

/**
 * An ordered list as parts, each of which an index has in its order. No index has nulls last in both directions, or has the traces
 * with a flag and those without by id.
 */
export function orderedParts({ field, direction }: TraceOrder): readonly OrderedPart[] {
  const { sql, kind } = SORT_KEYS[field];
  const way = direction === 'asc' ? 'ASC' : 'DESC';
  const byId = `id ${way}`;
  const byKey = field === 'id' ? byId : `${sql} ${way}, ${byId}`;
  switch (kind) {
    case 'plain':
      return [{ condition: 'true', orderBy: byKey }];
    case 'nullable':
      return [
        { condition: `${sql} IS NOT NULL`, orderBy: byKey },
        { condition: `${sql} IS NULL`, orderBy: byId },
      ];
    case 'flag': {
      const without = { condition: `NOT ${sql}`, orderBy: byId };
      const withFlag = { condition: sql, orderBy: byId };
      return direction === 'asc' ? [without, withFlag] : [withFlag, without];
    }
  }
}
