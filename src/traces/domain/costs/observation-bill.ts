import type { JsonText } from '../../../common/json/json-text.js';
import type { PriceTerms } from '../../../common/pricing/price-sheet.js';
import type { Timestamp } from '../../../common/time/timestamp.js';

/** All that the cost of an observation depends on. Costs are decimal texts, USD. */
export interface ObservationBill {
  readonly traceId: string;
  readonly id: string;
  readonly model: string | null;
  readonly level: string;
  readonly startTime: Timestamp;
  /** Counts by bucket, as sent, else as the server has counted them. */
  readonly usage: JsonText | null;
  readonly isUsageEstimated: boolean;
  /** As sent, where the counts do not say all of it. */
  readonly usageSent: JsonText | null;
  /** Whether there is an input or an output, whose tokens could be counted. */
  readonly hasText: boolean;
  /** As sent. */
  readonly costDetails: JsonText | null;
  readonly sentInputCost: string | null;
  readonly sentOutputCost: string | null;
  readonly sentTotalCost: string | null;
  /** By which it was priced. Null where costs were sent, or nothing could be priced. */
  readonly terms: PriceTerms | null;
  readonly modelParameters: JsonText | null;
  readonly metadata: JsonText | null;
}
