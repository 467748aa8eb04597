import { DomainError } from '../../common/domain-error.js';

/** What was asked for does not fit into one answer. Permanent: the same request will fail again. */
export class AnswerTooLargeError extends DomainError {
  constructor(bytes: number, maxBytes: number, remedy: string) {
    super('PAYLOAD_TOO_LARGE', `The answer would have ${bytes} bytes, more than ${maxBytes}; ${remedy}`);
  }
}
