import { DemoError } from '../demo-error.js';
import type { MetricBatch } from '../wire/metric-batch.js';
import type { TraceBatch } from '../wire/trace-batch.js';
import { retryDelayMs } from './retry-delay.js';

export interface ClientSettings {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string;
  /** Rejects when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface Trouble {
  readonly message: string;
  readonly retryAfter: string | null;
}

interface RequestParts {
  readonly method: 'GET' | 'POST';
  readonly body?: string;
  readonly signal?: AbortSignal;
}

const MAX_ATTEMPTS = 8;
const TIMEOUT_MS = 60_000;
const PASSING_STATUSES = new Set([429, 502, 503, 504]);

/** The write routes of xtrace. What fails for the moment is sent again: writing twice changes nothing. */
export class XtraceClient {
  constructor(private readonly settings: ClientSettings) {}

  async writeTrace(batch: TraceBatch, signal: AbortSignal): Promise<void> {
    await this.post('/v1/l/batch', JSON.stringify(batch), signal);
  }

  async writeMetrics(batch: MetricBatch, signal: AbortSignal): Promise<void> {
    await this.post('/v1/metrics/batch', JSON.stringify(batch), signal);
  }

  /** One GET, not repeated. Rejects with a DemoError if nobody answers. */
  async get(path: string): Promise<{ status: number; body: string }> {
    const response = await this.request(path, { method: 'GET' });
    return { status: response.status, body: await response.text() };
  }

  private async post(path: string, body: string, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const trouble = await this.tryPost(path, body, signal);
      if (trouble === null) return;
      if (attempt === MAX_ATTEMPTS) {
        throw new DemoError(`Given up after ${String(MAX_ATTEMPTS)} attempts: ${trouble.message}`);
      }
      await this.settings.wait(retryDelayMs(attempt, trouble.retryAfter), signal);
    }
  }

  /** Null: stored. Otherwise what went wrong for the moment; what is wrong for good is thrown. */
  private async tryPost(path: string, body: string, signal: AbortSignal): Promise<Trouble | null> {
    let response: Response;
    let answer: string;
    try {
      response = await this.request(path, { method: 'POST', body, signal });
      answer = await response.text();
    } catch (error) {
      signal.throwIfAborted();
      return { message: reasonOf(error), retryAfter: null };
    }
    if (response.ok) return null;
    const message = `POST ${path} was answered ${String(response.status)}: ${answer.slice(0, 500)}`;
    if (!PASSING_STATUSES.has(response.status)) throw new DemoError(message);
    return { message, retryAfter: response.headers.get('retry-after') };
  }

  private async request(path: string, { method, body, signal }: RequestParts): Promise<Response> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await fetch(`${this.settings.url}${path}`, {
        method,
        body,
        headers: { authorization: `Bearer ${this.settings.token}`, 'content-type': 'application/json' },
        redirect: 'error',
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
    } catch (error) {
      throw new DemoError(`${this.settings.url} does not answer (${reasonOf(error)})`, { cause: error });
    }
  }
}

/** fetch says only "fetch failed"; its cause says why. */
function reasonOf(error: unknown): string {
  if (error instanceof DemoError) return error.message;
  const { cause, message } = error as { cause?: { code?: unknown; message?: unknown }; message?: unknown };
  return String(cause?.code ?? cause?.message ?? message);
}
