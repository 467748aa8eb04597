import type {
  CorsOptions,
  CorsOptionsDelegate,
} from '@nestjs/common/interfaces/external/cors-options.interface.js';
import type { Request } from 'express';
import type { AllowedOrigins } from '../../config/allowed-origins.js';

/** What web pages of any origin write to, with a public key: scores. */
const SCORE_PATHS: readonly string[] = ['/api/public/ingestion', '/api/public/scores'];
/** Below these are the routes that telemetry is sent to. */
const SENDING_PATHS = /^\/(api\/public|v1)\//;
const SENDING_METHODS = ['POST', 'PATCH'];

const COMMON: CorsOptions = {
  allowedHeaders: [
    'Authorization',
    'Content-Type',
    'Content-Encoding',
    'X-Request-Id',
    'Traceparent',
    'Tracestate',
    'Baggage',
    'X-Langfuse-Sdk-Name',
    'X-Langfuse-Sdk-Version',
    'X-Langfuse-Sdk-Variant',
    'X-Langfuse-Sdk-Integration',
    'X-Langfuse-Public-Key',
    'X-Langfuse-Ingestion-Version',
  ],
  exposedHeaders: ['Retry-After', 'X-Request-Id'],
  maxAge: 7200,
};
/** The request goes on as if there were no CORS: no header, and a preflight is a method that no route has. */
const CLOSED: CorsOptions = { origin: false };

/**
 * What pages of other origins may call. The routes that a public key is good for are open to all of them; what else telemetry is sent to is
 * open to those of `origins`. Nothing can be read or deleted. There are no cookies: a page can do no more than what the key that it holds allows.
 */
export function browserAccess(origins: AllowedOrigins): CorsOptionsDelegate<Request> {
  return (request, decide) => decide(null, { ...COMMON, ...accessOf(request, origins) });
}

function accessOf(request: Request, origins: AllowedOrigins): CorsOptions {
  const method =
    request.method === 'OPTIONS' ? request.headers['access-control-request-method'] : request.method;
  if (method === undefined || !SENDING_METHODS.includes(method)) return CLOSED;
  const path = request.path.toLowerCase().replace(/\/$/, '');
  if (method === 'POST' && SCORE_PATHS.includes(path)) return { origin: '*', methods: 'POST' };
  const { origin } = request.headers;
  if (origin === undefined || !SENDING_PATHS.test(path)) return CLOSED;
  if (origins !== '*' && !origins.includes(origin)) return CLOSED;
  return { origin: origins === '*' ? '*' : origin, methods: SENDING_METHODS };
}
