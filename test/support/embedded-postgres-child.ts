import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { EmbeddedConnection } from '../../src/database/embedded/embedded-connection.js';
import type { Account } from '../../src/database/embedded/server-account.js';

/** What the child tells when its server is up. */
export interface ServerFacts {
  readonly pid: number;
  readonly connection: EmbeddedConnection;
}

/** An embedded PostgreSQL in a node process of its own. */
export class EmbeddedPostgresChild {
  private readonly lines: AsyncIterator<string>;

  private constructor(
    readonly process: ChildProcess,
    lines: Interface,
  ) {
    this.lines = lines[Symbol.asyncIterator]();
  }

  /** @param sources a directory made by compileSources() */
  static spawn(sources: string, dataDirectory: string, account?: Account): EmbeddedPostgresChild {
    const script = join(__dirname, 'hold-embedded-postgres.cjs');
    const child = spawn(process.execPath, [script, sources, dataDirectory], {
      stdio: ['ignore', 'pipe', 'ignore'],
      ...account,
      detached: true, // a process group of its own, as a terminal gives
    });
    return new EmbeddedPostgresChild(child, createInterface({ input: child.stdout }));
  }

  /** The next thing that the child tells. */
  async next(): Promise<Record<string, unknown>> {
    const line = await this.lines.next();
    if (line.done === true) throw new Error('The child has ended without a word');
    return JSON.parse(line.value) as Record<string, unknown>;
  }

  async started(): Promise<ServerFacts> {
    const fact = await this.next();
    if (!('pid' in fact)) throw new Error(`The child did not start: ${JSON.stringify(fact)}`);
    return fact as unknown as ServerFacts;
  }

  /** Sends a signal and resolves with the exit code when the process has ended; null where the signal ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  /** As Ctrl-C does: to the whole process group. */
  interruptGroup(): void {
    if (this.process.pid !== undefined) process.kill(-this.process.pid, 'SIGINT');
  }
}
