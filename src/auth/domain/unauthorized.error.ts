import { DomainError } from '../../common/domain-error.js';

/** No credential, or not a right one. Which of the two is not said. */
export class UnauthorizedError extends DomainError {
  constructor(message = 'Unauthorized') {
    super('UNAUTHORIZED', message);
  }
}
