import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenApiDocument, Operation } from '../../src/openapi/openapi-document.js';

/** The committed document; that it is up to date is up to `npm run check`. */
export const OPENAPI = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'openapi.json'), 'utf8'),
) as OpenApiDocument;

export interface DocumentedRoute {
  /** As Express writes it: `GET /api/public/traces/:traceId`. */
  readonly name: string;
  readonly operation: Operation;
}

export const DOCUMENTED_ROUTES: readonly DocumentedRoute[] = Object.entries(OPENAPI.paths).flatMap(
  ([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      operation,
    })),
);
