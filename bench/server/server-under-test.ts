import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { embeddedDatabase, type EmbeddedDatabase } from './embedded-database.js';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 40_000;
const POLL_MS = 5;
const TOKEN = 'benchmark-token';

export interface ServerOptions {
  /** The program to run, such as dist/main.js. */
  readonly program: string;
  readonly nodeOptions?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A server of its own, on a free port of the loopback interface, with an embedded database in a temporary directory. */
export class ServerUnderTest {
  private constructor(
    private readonly child: ChildProcess,
    /** Where its data lies. */
    readonly directory: string,
    readonly port: number,
    /** From the start of the process until /readyz said 200. */
    readonly readyAfterMs: number,
    private readonly database: EmbeddedDatabase,
  ) {}

  /** @param earlier data directory of a run before; without one, a new directory is made. {@link remove} deletes either. */
  static async start(options: ServerOptions, earlier?: string): Promise<ServerUnderTest> {
    const dataDirectory = earlier ?? (await mkdtemp(join(tmpdir(), 'xtrace-bench-')));
    const port = await freePort();
    const begun = performance.now();
    const child = spawn(process.execPath, [...(options.nodeOptions ?? []), options.program], {
      // stdin and stdout are not needed; complaints are.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        XTRACE_DATA_DIR: dataDirectory,
        API_BEARER_TOKEN: TOKEN,
        BIND_ADDR: `127.0.0.1:${port}`,
        RATE_LIMIT_QPS: '1000000',
        RATE_LIMIT_BURST: '1000000',
        LOG_LEVEL: 'warn',
        NODE_ENV: 'production',
        ...options.environment,
      },
    });
    try {
      await untilReady(child, port);
      const readyAfterMs = performance.now() - begun;
      return new ServerUnderTest(
        child,
        dataDirectory,
        port,
        readyAfterMs,
        await embeddedDatabase(dataDirectory),
      );
    } catch (error) {
      await endProcess(child);
      throw error;
    }
  }

  get pid(): number {
    return this.child.pid ?? NaN;
  }

  get postgresPid(): number {
    return this.database.pid;
  }

  get authorization(): string {
    return `Bearer ${TOKEN}`;
  }

  /** A connection to the database that the server writes to. */
  async connect(): Promise<Client> {
    const client = new Client(this.database.connection);
    await client.connect();
    return client;
  }

  async stop(): Promise<void> {
    await endProcess(this.child);
  }

  /** Stops, and deletes the data. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with status ${child.exitCode}`);
    if (performance.now() > deadline) throw new Error('The server was not ready in time');
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    await response?.arrayBuffer();
    if (response?.status === 200) return;
    await sleep(POLL_MS);
  }
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
