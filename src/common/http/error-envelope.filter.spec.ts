import { BadGatewayException, HttpException, NotFoundException, type ArgumentsHost } from '@nestjs/common';
import type { Logger } from 'pino';
import { BadRequestError, DomainError, UnavailableError, type ErrorCode } from '../domain-error.js';
import { Log } from '../logging/log.js';
import { ServerMetrics } from '../monitoring/server-metrics.js';
import { TooManyRequestsError } from '../too-many-requests.error.js';
import { ErrorEnvelopeFilter } from './error-envelope.filter.js';

class FakeResponse {
  headersSent = false;
  isDestroyed = false;
  statusCode = 0;
  contentType = '';
  body = '';
  readonly headers: Record<string, string> = {};

  setHeader(name: string, value: string): this {
    this.headers[name] = value;
    return this;
  }

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  type(contentType: string): this {
    this.contentType = contentType;
    return this;
  }

  send(body: string): this {
    this.body = body;
    return this;
  }

  destroy(): void {
    this.isDestroyed = true;
  }
}

class Bed {
  readonly lines: { level: string; fields: Record<string, unknown> }[] = [];
  readonly metrics = new ServerMetrics();
  readonly response = new FakeResponse();

  constructor(
    private readonly path: string,
    private readonly methods: readonly string[],
  ) {}

  catch(thrown: unknown, random = 0): this {
    const record = (level: string) => (fields: Record<string, unknown>) => this.lines.push({ level, fields });
    const log = new Log({ warn: record('warn'), error: record('error') } as unknown as Logger);
    const { path } = this;
    const routes = this.methods.map((method) => ({
      match: () => true,
      route: { methods: { [method]: true } },
    }));
    const app = { router: { stack: [{ match: () => true }, ...routes] } };
    const request = { method: 'PUT', path, complete: true, route: { path: '/r' }, app };
    const host = {
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => this.response }),
    } as unknown as ArgumentsHost;
    new ErrorEnvelopeFilter(log, this.metrics, () => random).catch(thrown, host);
    return this;
  }

  get body(): unknown {
    return JSON.parse(this.response.body) as unknown;
  }
}

function caught(thrown: unknown, random?: number): Bed {
  return new Bed('/nowhere', []).catch(thrown, random);
}

describe(ErrorEnvelopeFilter, () => {
  it.each<[ErrorCode, number]>([
    ['UNAUTHORIZED', 401],
    ['FORBIDDEN', 403],
    ['BAD_REQUEST', 400],
    ['NOT_FOUND', 404],
    ['METHOD_NOT_ALLOWED', 405],
    ['PAYLOAD_TOO_LARGE', 413],
    ['UNSUPPORTED_MEDIA_TYPE', 415],
    ['TOO_MANY_REQUESTS', 429],
    ['SERVICE_UNAVAILABLE', 503],
    ['INTERNAL_ERROR', 500],
  ])('answers %s with %i, and the same envelope for all', (code, status) => {
    const { response, body } = caught(new DomainError(code, 'why'));
    expect(response).toMatchObject({ statusCode: status, contentType: 'application/json' });
    expect(body).toEqual({ message: 'why', code, data: null });
  });

  it('says when to try again, not the same to all who are refused for now', () => {
    const unavailable = new UnavailableError('later', 30);
    expect(caught(unavailable).response.headers).toEqual({ 'Retry-After': '30' });
    expect(caught(unavailable, 0.9).response.headers).toEqual({ 'Retry-After': '34' });
  });

  it('says exactly when to try again to those over a limit of their own', () => {
    const limited = caught(new TooManyRequestsError(Date.UTC(2026, 0, 31), 1500), 0.9);
    expect(limited.response.headers).toEqual({ 'Retry-After': '2' });
    expect(limited.body).toEqual({
      message: 'Too Many Requests',
      code: 'TOO_MANY_REQUESTS',
      data: null,
      meta: { rate_limit: { remaining: 0, reset_at: '2026-01-31T00:00:01.500Z' } },
    });
  });

  it('tells nothing of a mistake of ours, but logs it', () => {
    const mistake = new Error('SELECT secret');
    const { response, body, lines } = caught(mistake);
    expect(response.statusCode).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(body).toMatchObject({ code: 'INTERNAL_ERROR' });
    expect(lines).toEqual([{ level: 'error', fields: { error: mistake, route: '/r' } }]);
  });

  it.each(['thrown text', undefined, { not: 'an error' }])('answers even when %p was thrown', (thrown) => {
    expect(caught(thrown).response.statusCode).toBe(500);
  });

  it('puts what Nest and Express refuse into the envelope', () => {
    expect(caught(new NotFoundException()).body).toEqual({
      message: 'There is no PUT /nowhere',
      code: 'NOT_FOUND',
      data: null,
    });
    expect(caught(new HttpException('too large', 413)).body).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect(caught(new HttpException('teapot', 418)).response.statusCode).toBe(400);
    expect(caught(new BadGatewayException()).response.statusCode).toBe(500);
  });

  it('says by which methods a path is known where it is not by this one', () => {
    const bed = new Bed('/somewhere', ['get', 'post']).catch(new NotFoundException());
    expect(bed.response).toMatchObject({ statusCode: 405, headers: { Allow: 'GET, HEAD, POST' } });
    expect(bed.body).toEqual({
      message: 'PUT is not allowed here; use GET or HEAD or POST',
      code: 'METHOD_NOT_ALLOWED',
      data: null,
    });
  });

  it.each([
    ['NOT_FOUND', 'LangfuseNotFoundError'],
    ['BAD_REQUEST', 'InvalidRequestError'],
    ['UNAUTHORIZED', 'UnauthorizedError'],
    ['SERVICE_UNAVAILABLE', 'ServiceUnavailableError'],
  ] as const)('calls %s %s besides, on routes that clients of Langfuse call', (code, error) => {
    const { body } = new Bed('/api/public/traces', []).catch(new DomainError(code, 'why'));
    expect(body).toEqual({ message: 'why', code, data: null, error });
  });

  it('cuts off an answer that has begun', () => {
    const bed = new Bed('/nowhere', []);
    bed.response.headersSent = true;
    bed.catch(new Error('in the middle'));
    expect(bed.response).toMatchObject({ isDestroyed: true, body: '' });
  });

  it('counts refusals by the code of the answer', async () => {
    const { values } = await caught(new BadRequestError('why')).metrics.rejectedRequests.get();
    expect(values).toMatchObject([{ value: 1, labels: { route: '/r', reason: 'BAD_REQUEST' } }]);
  });

  it('logs what made the service unavailable', () => {
    const cause = new Error('no connection');
    const { lines } = caught(new UnavailableError('later', 1, { cause }));
    expect(lines).toEqual([{ level: 'warn', fields: { cause } }]);
  });
});
