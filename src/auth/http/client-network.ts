import { normalizeIp } from '@nestjs/throttler';

const MAX_LENGTH = 64;

/**
 * Where a request comes from, for limits: its IPv4 address, or the /64 of its IPv6 address, as one client usually has a
 * whole /64. `ip` is Express's, which counts proxies as configured; from a careless proxy it may be any text.
 */
export function clientNetwork(request: { readonly ip?: unknown }): string {
  return typeof request.ip === 'string' ? normalizeIp(request.ip).slice(0, MAX_LENGTH) : 'unknown';
}
