import { withConnection } from './admin-connection.js';
import { MISSING_TRACES } from './writers.js';

/** The acknowledged traces that the database does not have whole: there must be none. */
export async function missingTraces(databaseUrl: string, acknowledged: readonly string[]): Promise<string[]> {
  return withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(MISSING_TRACES, [acknowledged]);
    return rows.map(({ id }) => id);
  });
}
