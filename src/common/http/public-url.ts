import type { Request } from 'express';
import { BadRequestError } from '../domain-error.js';

const HOST = /^([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?$/;

/** What a configuration says about where clients reach the server. */
export interface PublicAddress {
  readonly publicUrl: string | null;
  readonly basePath: string;
}

/**
 * Where the client of a request reaches this server, without a slash at the end: as configured, else as the request itself did (by what
 * trusted proxies say).
 * @throws BadRequestError where the request names no host that can stand in a URL
 */
export function publicUrlFor(request: Request, { publicUrl, basePath }: PublicAddress): string {
  if (publicUrl !== null) return publicUrl;
  const host = request.host as string | undefined;
  if (host === undefined || !HOST.test(host))
    throw new BadRequestError('The Host header must be a name or an address, with or without a port');
  return `${request.secure ? 'https' : 'http'}://${host}${basePath}`;
}
