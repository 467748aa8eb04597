import type { NextFunction, Request, Response } from 'express';

/** What web pages of other origins write to, with a public key: scores. */
const PATHS: readonly string[] = ['/api/public/ingestion', '/api/public/scores'];

const SDK_HEADERS = [
  'X-Langfuse-Sdk-Name',
  'X-Langfuse-Sdk-Version',
  'X-Langfuse-Sdk-Variant',
  'X-Langfuse-Sdk-Integration',
  'X-Langfuse-Public-Key',
  'X-Langfuse-Ingestion-Version',
];
const PREFLIGHT: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': ['Authorization', 'Content-Type', 'X-Request-Id', ...SDK_HEADERS].join(
    ', ',
  ),
  'Access-Control-Max-Age': '7200',
};

/**
 * Lets pages of any origin write where a public key is good for it. There are no cookies, so that a page can do no more than what the
 * key that it holds allows. Nothing else is open to other origins.
 */
export function browserAccess(request: Request, response: Response, next: NextFunction): void {
  const isPreflight =
    request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
  const path = request.path.toLowerCase().replace(/\/$/, '');
  if (!PATHS.includes(path) || (request.method !== 'POST' && !isPreflight)) {
    next();
    return;
  }
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
  if (!isPreflight) {
    next();
    return;
  }
  for (const [name, value] of Object.entries(PREFLIGHT)) response.setHeader(name, value);
  response.status(204).end();
}
