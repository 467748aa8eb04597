import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { pino } from 'pino';
import { Log } from '../logging/log.js';
import { ServerMetrics } from '../monitoring/server-metrics.js';
import { requestContext } from './request-context.middleware.js';

type Line = Record<string, unknown>;

class FakeResponse extends EventEmitter {
  readonly headers: Record<string, string> = {};
  statusCode = 200;
  writableFinished = true;

  setHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
}

function serve(
  headers: Record<string, string>,
  finish: Partial<FakeResponse> = {},
  asked: { route?: unknown; path?: string } = {},
): { lines: Line[]; metrics: ServerMetrics; requestId: string } {
  const lines: Line[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => lines.push(JSON.parse(line) as Line) });
  const log = new Log(logger);
  const metrics = new ServerMetrics();
  const response = new FakeResponse();
  const request = {
    header: (name: string) => headers[name],
    method: 'GET',
    route: { path: '/api/public/traces/:traceId' },
    ip: '10.0.0.1',
    ...asked,
  };
  void requestContext(log, metrics)(request as unknown as Request, response as unknown as Response, () =>
    log.info('within'),
  );
  Object.assign(response, finish).emit('close');
  return { lines, metrics, requestId: response.headers['X-Request-Id'] ?? '' };
}

describe(requestContext, () => {
  it('takes over the request id of the gateway, in the answer and in every line', () => {
    const { lines, requestId } = serve({ 'x-request-id': 'gw-1/a:b' });
    expect(requestId).toBe('gw-1/a:b');
    expect(lines.map((line) => line['requestId'])).toEqual(['gw-1/a:b', 'gw-1/a:b']);
  });

  it.each(['', 'a b', 'x'.repeat(129), 'a\nb', 'é'])('makes a new request id instead of %j', (sent) => {
    expect(serve({ 'x-request-id': sent }).requestId).toMatch(/^[\da-f-]{36}$/);
  });

  it('logs the trace of a W3C traceparent, and none of anything else', () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    expect(serve({ traceparent: `00-${traceId}-b7ad6b7169203331-01` }).lines[0]).toHaveProperty(
      'traceId',
      traceId,
    );
    expect(serve({ traceparent: traceId }).lines[0]).not.toHaveProperty('traceId');
  });

  it.each([
    [{ statusCode: 200 }, 20, 'GET /api/public/traces/:traceId 200'],
    [{ statusCode: 404 }, 30, 'GET /api/public/traces/:traceId 404'],
    [{ statusCode: 503 }, 30, 'GET /api/public/traces/:traceId 503'],
    [{ statusCode: 500 }, 50, 'GET /api/public/traces/:traceId 500'],
    [{ writableFinished: false }, 30, 'GET /api/public/traces/:traceId aborted'],
  ])('logs the end %j at level %i', (finish, level, msg) => {
    expect(serve({}, finish).lines[1]).toMatchObject({ level, msg, ip: '10.0.0.1' });
  });

  it('logs the path of what no route serves, cut and printable, and counts it without', async () => {
    const path = `/api/public/nothing\x1b[31m${'x'.repeat(300)}`;
    const { lines, metrics } = serve({}, { statusCode: 404 }, { route: undefined, path });
    expect(lines[1]).toMatchObject({
      route: 'unknown',
      path: `/api/public/nothing?[31m${'x'.repeat(176)}`,
      msg: `GET /api/public/nothing?[31m${'x'.repeat(176)} 404`,
    });
    const { values } = await metrics.requests.get();
    expect(values).toMatchObject([{ labels: { method: 'GET', route: 'unknown', status: '404' } }]);
  });

  it('counts each request by the pattern of its route', async () => {
    const { values } = await serve({}, { statusCode: 404 }).metrics.requests.get();
    expect(values).toMatchObject([
      { value: 1, labels: { method: 'GET', route: '/api/public/traces/:traceId', status: '404' } },
    ]);
  });
});
