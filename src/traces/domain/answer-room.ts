import type { ByteHold } from '../../common/byte-budget.js';
import { AnswerTooLargeError } from './answer-too-large.error.js';

/** Of one answer: it is read from the database as a whole. Less than all answers together may have, so that it can be given at all. */
export const MAX_ANSWER_BYTES = 80 * 1024 * 1024;

/** The room that there is for an answer: up to its own bound, and as far as all answers together leave any. */
export class AnswerRoom {
  constructor(
    private readonly maxBytes: number,
    private readonly hold: ByteHold,
  ) {}

  /**
   * Takes room for all that is about to be read.
   * @param remedy what can be asked for instead, where it is more than any answer may have
   * @throws AnswerTooLargeError
   * @throws UnavailableError while other answers leave too little room
   */
  take(bytes: number, remedy: string): void {
    if (bytes > this.maxBytes) throw new AnswerTooLargeError(bytes, this.maxBytes, remedy);
    this.hold.grow(bytes);
  }
}
