import type { MetricSample } from './metric-sample.js';

/** Where measurements are written. The contract is tested by test/contract/metric-store.contract.ts. */
export abstract class MetricWriter {
  /**
   * Stores the samples in one transaction. Resolved: all of them are durable and can be read. Rejected: none is stored.
   * A sample replaces an earlier one of the same series and instant; of several in one call the last counts.
   * @throws SeriesLimitError when series that are new would exceed what a project may have; it names those of one project
   *   that there is no room for, so that one further call can write the others
   * @throws RejectedDataError when a value cannot be stored; which of the samples holds it is not known
   * @throws UnavailableError when the database is away, full or too busy
   */
  abstract write(samples: readonly MetricSample[]): Promise<void>;
}
