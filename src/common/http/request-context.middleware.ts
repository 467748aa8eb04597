import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Log } from '../logging/log.js';
import { reasonText } from '../logging/reason-text.js';
import type { ServerMetrics } from '../monitoring/server-metrics.js';
import { refusalNote } from './refusal-note.js';
import { routeOf, UNKNOWN_ROUTE } from './route-of.js';

const REQUEST_ID = /^[\w.:/+=@-]{1,128}$/;
/** W3C Trace Context, version 00. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
/** Of a path in the log. */
const MAX_LOGGED_PATH = 200;
const NOT_PRINTABLE = /[^\x21-\x7e]/g;

/** The gateway's request id (or a new one) in the log and in the answer; one line and one measurement for each request. */
export function requestContext(log: Log, metrics: ServerMetrics): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const sent = request.header('x-request-id');
    const requestId = sent !== undefined && REQUEST_ID.test(sent) ? sent : randomUUID();
    const traceId = TRACEPARENT.exec(request.header('traceparent') ?? '')?.[1];
    response.setHeader('X-Request-Id', requestId);
    const context = { requestId, ...(traceId === undefined ? {} : { traceId }) };
    const started = performance.now();
    response.once('close', () => {
      const seconds = (performance.now() - started) / 1000;
      const { method } = request;
      const route = routeOf(request);
      const note = refusalNote(request);
      const status = response.writableFinished ? response.statusCode : 'aborted';
      metrics.requests.inc({ method, route, status: String(status) });
      metrics.requestSeconds.observe({ method, route }, seconds);
      Log.within(context, () =>
        logRequest(log, {
          method,
          route,
          ...(route === UNKNOWN_ROUTE && { path: loggedPath(request) }),
          status,
          ms: Math.round(seconds * 1000),
          ip: request.ip,
          ...(note !== undefined && { ...note, reason: reasonText(note.reason) }),
        }),
      );
    });
    Log.within(context, next);
  };
}

/** What no route serves can only be found by the path that was asked for. */
function loggedPath(request: Request): string {
  return request.path.slice(0, MAX_LOGGED_PATH).replace(NOT_PRINTABLE, '?');
}

interface Line {
  readonly method: string;
  readonly route: string;
  readonly path?: string;
  readonly status: number | string;
  readonly ms: number;
  readonly ip?: string;
  readonly reason?: string;
}

/** Probes and plain successes are only of interest to those who look for them. No query string: it may hold anything. */
function logRequest(log: Log, line: Line): void {
  const text = `${line.method} ${line.path ?? line.route} ${line.status}`;
  if (line.status === 500) log.error(text, line);
  else if (line.status === 'aborted' || Number(line.status) >= 400 || line.reason !== undefined)
    log.info(text, line);
  else log.debug(text, line);
}
