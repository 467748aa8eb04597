import type { Page } from '../../common/page.js';
import type { ListedTrace, TraceDetail } from './trace.js';
import type { TraceQuery } from './trace-query.js';

/**
 * Reads traces. Sees every write that was acknowledged before it was asked, and never a trace of another project.
 * What is returned belongs to the caller.
 * Throws UnavailableError while there is no database and when a question takes too long.
 */
export abstract class TraceReader {
  /**
   * One page of the traces that match, in the order asked for; empty beyond the last one.
   * `totalItems` is exact. Payloads and observation ids are read only if their groups (`io`, `observations`) are asked for.
   * @param maxBytes how large payloads and ids of the page may be together
   * @throws AnswerTooLargeError before any of them is read
   */
  abstract find(query: TraceQuery, maxBytes: number): Promise<Page<ListedTrace>>;

  /**
   * The trace that has the first of these ids that exists, with its observations; null if none does.
   * @param ids at least one, without NUL
   * @param maxBytes how large the payloads of trace and observations may be together
   * @throws AnswerTooLargeError before any of them is read
   */
  abstract get(projectId: string, ids: readonly string[], maxBytes: number): Promise<TraceDetail | null>;
}
