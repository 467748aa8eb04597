import type { Request } from 'express';

/** The pattern of the route that serves a request (`/api/public/traces/:traceId`), for labels: never what the client typed. */
export function routeOf(request: Request): string {
  const route: unknown = request.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return 'unknown';
  return String(route.path);
}
