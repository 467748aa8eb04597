import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MetricBatch } from '../wire/metric-batch.js';
import type { TraceBatch } from '../wire/trace-batch.js';

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Cuts the connection instead of answering. */
  readonly isCut?: boolean;
}

const STORED: FakeAnswer = { status: 200, body: '{"message":"Request Successful."}' };

/** A server that speaks as much of xtrace's API as the demo needs, and remembers what it was sent. */
export class FakeXtrace {
  static readonly TOKEN = 'token-of-the-fake-server';

  /** Answers to give to the next writes, before it takes them. */
  readonly nextAnswers: FakeAnswer[] = [];
  isReady = true;
  readonly traceBodies: string[] = [];
  readonly metricBodies: string[] = [];
  mostInFlight = 0;

  private inFlight = 0;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void this.answer(request).then(({ status, headers, body, isCut }) => {
        if (isCut === true) response.destroy();
        else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body ?? '{}');
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${String(port)}`;
  }

  get traces(): TraceBatch[] {
    return this.traceBodies.map((body) => JSON.parse(body) as TraceBatch);
  }

  get metrics(): MetricBatch[] {
    return this.metricBodies.map((body) => JSON.parse(body) as MetricBatch);
  }

  private async answer(request: IncomingMessage): Promise<FakeAnswer> {
    this.inFlight++;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    const body = await textOf(request);
    this.inFlight--;
    if (request.url === '/healthz') return { status: 200 };
    if (request.url === '/readyz') return { status: this.isReady ? 200 : 503 };
    if (request.headers.authorization !== `Bearer ${FakeXtrace.TOKEN}`) return { status: 401 };
    if (request.url === '/api/public/projects') return { status: 200, body: '{"data":[]}' };
    const forced = this.nextAnswers.shift();
    if (forced !== undefined) return forced;
    if (request.url === '/v1/l/batch') this.traceBodies.push(body);
    else if (request.url === '/v1/metrics/batch') this.metricBodies.push(body);
    else return { status: 404 };
    return STORED;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}
