import { BadRequestError } from '../domain-error.js';
import { formatJsonPath } from './json-path.js';

/** A field of a request body breaks a rule. The message names both. */
export class InvalidFieldError extends BadRequestError {
  constructor(
    readonly path: readonly (string | number)[],
    readonly rule: string,
  ) {
    super(`${path.length === 0 ? 'The body' : formatJsonPath(path)} ${rule}`);
  }
}
