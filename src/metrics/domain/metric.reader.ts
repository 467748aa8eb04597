import type { MetricQuery } from './metric-query.js';
import type { MetricResult } from './metric-result.js';

/** What was measured. The contract is tested by test/contract/metric-store.contract.ts. */
export abstract class MetricReader {
  /** The names of all metrics of a project, each once, sorted by UTF-16 code units. */
  abstract names(projectId: string): Promise<string[]>;

  /**
   * The values of a metric's series, in buckets.
   * - Series with the same labels (of several environments) are one. With `groupBy`, those with the same value of that
   *   label are one and carry that label alone; those without it are one and carry none.
   * - All points of a bucket count alike, of whatever merged series they are.
   * - Series come in the order of their labels' JSON text (keys ordered by length, then by bytes), compared by bytes,
   *   and only those with points in the interval count towards the limit. The label `le` does not count for this: what
   *   differs in it alone comes by its number, `+Inf` last but for what is no number or is not there.
   * @throws BadRequestError when more series match than can be looked at, or when the values are too large for the aggregation
   */
  abstract query(query: MetricQuery): Promise<MetricResult>;
}
