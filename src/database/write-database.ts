import type { DataSource } from 'typeorm';
import { UnavailableError } from '../common/domain-error.js';
import type { Query } from 'pg';
import { copyRows, type CopyClient } from './copy-rows.js';
import type { Row } from './read-database.js';

/**
 * One open transaction. Statements are sent as soon as they are asked for, without waiting for the answers of earlier ones, and are
 * run in that order: what does not depend on an answer should not wait for it.
 */
export interface Transaction {
  /** Runs one statement and returns its rows (RETURNING). Errors are the driver's own: see database-error.ts. */
  query<T extends object = Row>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;

  /** Sends a statement together with the commit, after everything else: rows that all writers share are locked only for that long. */
  atCommit(sql: string, parameters: readonly unknown[]): void;

  /** Stores rows in binary COPY format; all of them or, with the driver's error, none. */
  copy(sql: string, rows: readonly Buffer[]): Promise<void>;

  /** The same together with the commit. */
  copyAtCommit(sql: string, rows: readonly Buffer[]): void;
}

/** What is used of the driver's client: its own way to run statements, and to cut a connection that does not answer any more. */
interface DriverClient extends CopyClient {
  query(statement: { name?: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
  query(statement: Query): unknown;
  readonly connection?: { readonly stream?: { destroy(): void; cork(): void; uncork(): void } };
}

const TRANSACTION_DEADLINE_MS = 20_000;
/** Shorter than any statement may take, so that the caller hears that something is locked, and not that the database is slow. */
const LOCK_TIMEOUT_MS = 5000;

/**
 * What a session needs before it writes. A commit is on disk before it is acknowledged, whatever the server, the database or the user
 * is set to, and also after these are changed; only the setting that waits for standbys as well is left as it is.
 */
const PREPARE_SESSION = `
  SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
         set_config('lock_timeout', '${LOCK_TIMEOUT_MS}', false)`;

/** The connections that ingest writes through. */
export class WriteDatabase {
  private readonly prepared = new WeakSet<DriverClient>();

  constructor(readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction (READ COMMITTED) and commits it: when the promise is kept, the data is durable.
   * A transaction that does not end in time loses its connection, so that a database that hangs cannot hold its callers.
   * @throws UnavailableError while there is no database; else the driver's error, with the transaction rolled back
   */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (!this.dataSource.isInitialized)
      throw new UnavailableError('The database is not ready yet; try again', 1);
    const runner = this.dataSource.createQueryRunner();
    const last: (() => Promise<unknown>)[] = [];
    let timer: NodeJS.Timeout | undefined;
    try {
      const client = (await runner.connect()) as DriverClient;
      timer = setTimeout(() => client.connection?.stream?.destroy(), TRANSACTION_DEADLINE_MS);
      let isOpen = true;
      sendTogether(client);
      const run = (sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
        runStatement(client, sql, parameters);
      const begun = Promise.all([this.prepare(client), run('BEGIN ISOLATION LEVEL READ COMMITTED')]);
      // Seen below; until then its failure is that of every other statement too.
      begun.catch(() => undefined);
      const result = await work({
        // What a failed work still asks for must not reach the connection, which may be in other hands by then.
        query: <Result extends object>(sql: string, parameters?: readonly unknown[]) =>
          isOpen ? (run(sql, parameters) as Promise<Result[]>) : Promise.reject(over()),
        atCommit: (sql, parameters) => last.push(() => run(sql, parameters)),
        copy: (sql, rows) => (isOpen ? copyRows(client, sql, rows) : Promise.reject(over())),
        copyAtCommit: (sql, rows) => last.push(() => copyRows(client, sql, rows)),
      }).finally(() => (isOpen = false));
      sendTogether(client);
      // Where one of these fails, COMMIT ends the transaction without storing anything.
      await Promise.all([begun, ...last.map((send) => send()), run('COMMIT')]);
      return result;
    } catch (error) {
      // A broken connection cannot roll back and need not: the server does it.
      await runner.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(timer);
      await runner.release();
    }
  }

  private async prepare(client: DriverClient): Promise<void> {
    if (this.prepared.has(client)) return;
    await runStatement(client, PREPARE_SESSION, []);
    this.prepared.add(client);
  }
}

/** What is written to the connection until the end of this turn goes out in one piece: each piece wakes the server up. */
function sendTogether({ connection }: DriverClient): void {
  const stream = connection?.stream;
  if (stream === undefined) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function over(): Error {
  return new Error('The transaction is over');
}

/** Statements with parameters are prepared once for each connection: planning them takes as long as running them on few rows. */
async function runStatement(
  client: DriverClient,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const name = parameters.length === 0 ? {} : { name: statementName(sql) };
  const { rows } = await client.query({ ...name, text: sql, values: [...parameters] });
  return rows;
}

const statementNames = new Map<string, string>();

/** A name for each text. The texts are constants of the program, so there are few. */
function statementName(sql: string): string {
  let name = statementNames.get(sql);
  if (name === undefined) {
    name = `xtrace_${statementNames.size + 1}`;
    statementNames.set(sql, name);
  }
  return name;
}
