import { DemoError } from '../demo-error.js';
import type { MetricBatch } from '../wire/metric-batch.js';
import type { TraceBatch } from '../wire/trace-batch.js';
import { retryDelayMs } from './retry-delay.js';

export interface ClientSettings {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string;
  readonly wait: (ms: number) => Promise<void>;
}

const MAX_ATTEMPTS = 8;
const TIMEOUT_MS = 60_000;
const PASSING_STATUSES = new Set([429, 502, 503, 504]);

/** The write routes of xtrace. What fails for the moment is sent again: writing twice changes nothing. */
export class XtraceClient {
  constructor(private readonly settings: ClientSettings) {}

  async writeTrace(batch: TraceBatch): Promise<void> {
    await this.post('/v1/l/batch', batch);
  }

  async writeMetrics(batch: MetricBatch): Promise<void> {
    await this.post('/v1/metrics/batch', batch);
  }

  /** One GET, not repeated. Rejects with a DemoError if nobody answers. */
  async get(path: string): Promise<{ status: number; body: string }> {
    const response = await this.request(path, { method: 'GET' });
    return { status: response.status, body: await response.text() };
  }

  private async post(path: string, body: TraceBatch | MetricBatch): Promise<void> {
    const text = JSON.stringify(body);
    for (let attempt = 1; ; attempt++) {
      const trouble = await this.tryPost(path, text);
      if (trouble === null) return;
      if (attempt === MAX_ATTEMPTS) {
        throw new DemoError(`Given up after ${String(MAX_ATTEMPTS)} attempts: ${trouble.message}`);
      }
      await this.settings.wait(retryDelayMs(attempt, trouble.retryAfter));
    }
  }

  /** Null: stored. Otherwise what went wrong for the moment; what is wrong for good is thrown. */
  private async tryPost(
    path: string,
    body: string,
  ): Promise<{ message: string; retryAfter: string | null } | null> {
    let response: Response;
    let answer: string;
    try {
      response = await this.request(path, { method: 'POST', body });
      answer = await response.text();
    } catch (error) {
      return { message: error instanceof Error ? error.message : String(error), retryAfter: null };
    }
    if (response.ok) return null;
    const message = `POST ${path} was answered ${String(response.status)}: ${answer.slice(0, 500)}`;
    if (!PASSING_STATUSES.has(response.status)) throw new DemoError(message);
    return { message, retryAfter: response.headers.get('retry-after') };
  }

  private async request(path: string, init: { method: string; body?: string }): Promise<Response> {
    try {
      return await fetch(`${this.settings.url}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${this.settings.token}`, 'content-type': 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw new DemoError(`${this.settings.url} does not answer (${reasonOf(error)})`, { cause: error });
    }
  }
}

/** fetch says only "fetch failed"; the cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : error.message;
}
