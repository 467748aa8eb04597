import { DomainError } from '../domain-error.js';

/** There is such a path, but not by this method. */
export class MethodNotAllowedError extends DomainError {
  /** @param allowed the methods that the path has */
  constructor(
    method: string,
    readonly allowed: readonly string[],
  ) {
    super('METHOD_NOT_ALLOWED', `${method} is not allowed here; use ${allowed.join(' or ')}`);
  }
}
