import { Client } from 'pg';

/** Runs statements on a connection of their own, which is closed afterwards. */
export async function withConnection<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'xtrace-test-admin' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  const scheme = url.indexOf('://') + 3;
  const slash = url.indexOf('/', scheme);
  const query = url.indexOf('?', scheme);
  const authority = url.slice(0, slash >= 0 ? slash : query >= 0 ? query : url.length);
  return `${authority}/${database}${query >= 0 ? url.slice(query) : ''}`;
}
