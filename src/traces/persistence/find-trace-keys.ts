import type { ReadDatabase } from '../../database/read-database.js';
import type { TraceQuery } from '../domain/trace-query.js';
import { partCountQuery, traceKeysQuery } from './trace-keys.query.js';
import { orderedParts } from './trace-order.sql.js';

/** The ids of the traces of a page, in order. Looks at a later part of the list only where the earlier ones do not fill the page. */
export async function findTraceKeys(database: ReadDatabase, query: TraceQuery): Promise<string[]> {
  const ids: string[] = [];
  let skip = (query.page - 1) * query.limit;
  for (const part of orderedParts(query.order)) {
    const { sql, parameters } = traceKeysQuery(query, part, skip, query.limit - ids.length);
    const found = await database.query<{ id: string }>(sql, parameters);
    ids.push(...found.map(({ id }) => id));
    if (ids.length === query.limit) break;
    if (found.length > 0) skip = 0;
    else if (skip > 0) {
      const count = partCountQuery(query, part);
      const [row] = await database.query<{ count: number }>(count.sql, count.parameters);
      skip = Math.max(0, skip - (row?.count ?? 0));
    }
  }
  return ids;
}
