import { DomainError } from '../../common/domain-error.js';

/** A value that only the store could see is not storable. Permanent, and the fault of one event alone. */
export class RejectedDataError extends DomainError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('BAD_REQUEST', message, options);
  }
}
