import type { ViewQuery, ViewRow } from './view-query.js';

/** How many rows an answer may have. */
export const MAX_ROWS = 10_000;

/**
 * Answers questions about all rows of a view. Sees every write that was acknowledged before it was asked, and nothing of another
 * project. The contract is tested by test/contract/view-query-reader.contract.ts.
 */
export abstract class ViewQueryReader {
  /**
   * One row for each group that has anything in it, in the order that is asked for; where neither dimensions nor time are asked for
   * there is always one. Groups that are level come in the order of time and dimensions, texts by their bytes; what has no value comes last.
   * Of what is the same in observations and in the figures that are kept about them, either may be read: the answer is the same.
   * @throws PayloadTooLargeError where there are more than MAX_ROWS rows and no limit, or the texts in them are too long
   * @throws UnavailableError while there is no database and when it takes too long
   */
  abstract find(query: ViewQuery): Promise<ViewRow[]>;
}
