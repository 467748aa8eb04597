import type { Request } from 'express';

/** What stands for the route of a request that no route serves. */
export const UNKNOWN_ROUTE = 'unknown';

/** The pattern of the route that serves a request (`/api/public/traces/:traceId`), for labels: never what the client typed. */
export function routeOf(request: Request): string {
  const route: unknown = request.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return UNKNOWN_ROUTE;
  return String(route.path);
}
