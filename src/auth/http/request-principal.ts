import type { Principal } from '../domain/principal.js';

/** Beside the request and not on it, so that nothing that a client sends can ever look like a principal. */
const principals = new WeakMap<object, Principal>();

export function setRequestPrincipal(request: object, principal: Principal): void {
  principals.set(request, principal);
}

/** Null on a public route, and before the access guard has run. */
export function requestPrincipal(request: object): Principal | null {
  return principals.get(request) ?? null;
}
