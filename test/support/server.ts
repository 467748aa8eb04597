import { Answer } from './answer.js';
import { createTestDatabase } from './database.js';
import { eventually } from './eventually.js';
import { ServerProcess } from './server-process.js';

export interface ServerOptions {
  /** Default: a fresh database, dropped with the server. Null: the embedded one, by XTRACE_DATA_DIR in `env`. */
  readonly databaseUrl?: string | null;
  readonly env?: Readonly<Record<string, string>>;
  /** Default: true. False: resolves as soon as it listens. */
  readonly untilReady?: boolean;
  readonly directory?: string;
}

export interface RequestOptions {
  readonly method?: string;
  /** An object is sent as JSON, text and bytes as they are. */
  readonly body?: unknown;
  /** The token is sent unless `authorization` is given; an empty one sends none. */
  readonly headers?: Readonly<Record<string, string>>;
}

const TOKEN = 'token-of-the-tests';
/** No test but those of the limit itself should meet it. */
const NO_LIMIT = '1000000';

/** The compiled server on a port of its own, as a client sees it. */
export class TestXtrace {
  readonly token = TOKEN;

  constructor(
    readonly process: ServerProcess,
    readonly url: string,
    readonly databaseUrl: string | null,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  get logs(): string {
    return this.process.output;
  }

  async request(path: string, { method = 'GET', body, headers = {} }: RequestOptions = {}): Promise<Answer> {
    const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const all = new Headers({ authorization: `Bearer ${TOKEN}` });
    if (body !== undefined) all.set('content-type', 'application/json');
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    if (all.get('authorization') === '') all.delete('authorization');
    const init: RequestInit = { method, headers: all, body: isRaw ? body : JSON.stringify(body) };
    return Answer.of(await fetch(`${this.url}${path}`, init));
  }

  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.request(path, { headers });
  }

  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.request(path, { method: 'POST', body, headers });
  }

  async isReady(): Promise<boolean> {
    return (await this.get('/readyz')).status === 200;
  }

  /** As a process manager stops it. @throws Error where it does not end in good order */
  async stop(): Promise<void> {
    this.process.signal('SIGTERM');
    const status = await this.process.ended();
    await this.cleanUp();
    if (status !== 0) throw new Error(`The server has ended with ${status}:\n${this.logs.slice(-4000)}`);
  }

  async kill(): Promise<void> {
    await this.process.kill();
    await this.cleanUp();
  }
}

/** Needs a fresh dist/: `npm run build`. */
export async function startServer(options: ServerOptions = {}): Promise<TestXtrace> {
  const own = options.databaseUrl === undefined ? await createTestDatabase() : null;
  const databaseUrl = own?.url ?? options.databaseUrl ?? null;
  const process = ServerProcess.spawn({
    directory: options.directory,
    env: {
      BIND_ADDR: '127.0.0.1:0',
      API_BEARER_TOKEN: TOKEN,
      RATE_LIMIT_QPS: NO_LIMIT,
      RATE_LIMIT_BURST: NO_LIMIT,
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
      ...options.env,
    },
  });
  const cleanUp = async (): Promise<void> => own?.drop();
  try {
    const server = new TestXtrace(process, await process.listening(), databaseUrl, cleanUp);
    if (options.untilReady ?? true) {
      await eventually(async () => process.hasEnded || (await server.isReady()));
      if (process.hasEnded) throw new Error(`The server has ended:\n${server.logs}`);
    }
    return server;
  } catch (error) {
    await process.kill();
    await cleanUp();
    throw error;
  }
}
