import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';

export interface EmbeddedDatabase {
  /** The main process of the server. */
  readonly pid: number;
  readonly connection: ClientConfig;
}

/** How to reach the database of a data directory while its server runs. */
export async function embeddedDatabase(dataDirectory: string): Promise<EmbeddedDatabase> {
  const home = join(dataDirectory, 'postgres');
  const password = (await readFile(join(home, 'password'), 'utf8')).trim();
  // PostgreSQL fixes what each line says (miscadmin.h). Without a socket its line is empty.
  const lines = (await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
  const [pid, , , port, socketDirectory = '', address] = lines.map((line) => line.trim());
  const host = socketDirectory === '' ? address : socketDirectory;
  return {
    pid: Number(pid),
    connection: { host, port: Number(port), user: 'xtrace', database: 'xtrace', password },
  };
}
