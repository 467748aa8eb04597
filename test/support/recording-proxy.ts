import { createHash } from 'node:crypto';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request as it came by, and what it was answered. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly status: number;
  readonly answer: Buffer;
}

/** Between a client and the server: carries every request as it is, and remembers it. */
export class RecordingProxy {
  readonly exchanges: Exchange[] = [];
  private isLosing = false;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async to(url: string): Promise<RecordingProxy> {
    const server = createServer();
    const proxy = new RecordingProxy(server, new URL(url));
    server.on('request', (incoming, outgoing) => void proxy.carry(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** `METHOD path status answer` of all that were not answered as asked, errors of single events included. */
  get failures(): string[] {
    return this.exchanges
      .filter(({ status, answer }) => status >= 400 || (status === 207 && !answer.includes('"errors":[]')))
      .map(({ method, path, status, answer }) => `${method} ${path} ${status} ${answer.toString()}`);
  }

  /** `METHOD path` of writes that came more than once with the very same body: a client sends one again only after a failure. */
  get retries(): string[] {
    const seen = new Set<string>();
    return this.exchanges
      .filter(({ method }) => method !== 'GET')
      .filter(({ method, path, body }) => {
        const key = `${method} ${path} ${createHash('sha256').update(body).digest('hex')}`;
        return seen.size === seen.add(key).size;
      })
      .map(({ method, path }) => `${method} ${path}`);
  }

  /** The next answer does not reach the client, which has its connection closed instead. */
  loseNextAnswer(): void {
    this.isLosing = true;
  }

  /** Forgets what came by. */
  clear(): void {
    this.exchanges.length = 0;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const body = await buffer(incoming);
    const { hostname, port } = this.target;
    const forwarded = request({ hostname, port, method, path, headers });
    forwarded.on('error', () => outgoing.destroy());
    forwarded.on('response', (response) => {
      void buffer(response).then((answer) => {
        const status = response.statusCode ?? 0;
        this.exchanges.push({ method, path, headers, body, status, answer });
        if (this.isLosing) {
          this.isLosing = false;
          outgoing.destroy();
          return;
        }
        outgoing.writeHead(status, response.headers).end(answer);
      });
    });
    forwarded.end(body);
  }
}
