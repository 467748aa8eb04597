import type { Page } from '../../common/page.js';
import type { DailyUsage } from './daily-usage.js';
import type { DailyUsageQuery } from './daily-usage-query.js';

/**
 * Reads what was used day by day. Sees every write that was acknowledged before it was asked, and nothing of another project.
 * Throws UnavailableError while there is no database and when a question takes too long.
 */
export abstract class DailyUsageReader {
  /** One page of the days on which anything that matches has begun, the latest first. `totalItems` is the number of these days. */
  abstract find(query: DailyUsageQuery): Promise<Page<DailyUsage>>;
}
