import type { DataSource } from 'typeorm';

const SETTINGS = `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes`;

const CONCERNS = {
  fsync:
    'fsync is off on the database server: unless its storage is durable by other means, a crash of its machine loses what was acknowledged, and may ruin the database',
  full_page_writes:
    'full_page_writes is off on the database server: unless its storage never writes half a page, a crash of its machine may ruin the database',
} as const;

/** The settings of the server with which a 2xx promises too much, in words. Only its administrator can change them. */
export async function durabilityConcerns(dataSource: DataSource): Promise<string[]> {
  const [row] = await dataSource.query<Record<keyof typeof CONCERNS, string>[]>(SETTINGS);
  return Object.entries(CONCERNS)
    .filter(([setting]) => row?.[setting as keyof typeof CONCERNS] === 'off')
    .map(([, concern]) => concern);
}
