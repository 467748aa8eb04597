import { describeMetricLimits } from './metric-limits.contract.js';
import { describeMetricQueries } from './metric-queries.contract.js';
import { MetricStoreBed, type OpenMetricStore } from './metric-store-bed.js';
import { describeMetricWriting } from './metric-writing.contract.js';

/** The contract of MetricWriter and MetricReader, as a battery for any pair of them. */
export function describeMetricStore(name: string, open: OpenMetricStore): void {
  describe(name, () => {
    const bed = new MetricStoreBed(open);

    beforeEach(() => {
      bed.reopen({ maxSeriesPerProject: 1000 });
    });

    describeMetricWriting(bed);
    describeMetricQueries(bed);
    describeMetricLimits(bed);
  });
}
