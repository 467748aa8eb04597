import type { PriceList } from '../../../common/pricing/match-model.js';
import type { PriceLists } from '../price-lists.js';
import type { ObservationFields } from '../telemetry-fields.js';
import { deriveCosts } from './derive-costs.js';
import { NOTHING_DERIVED, type DerivedCosts } from './derived-costs.js';

/** Prices the observations of one write, all by the same lists. */
export class ObservationPricer {
  private constructor(private readonly lists: ReadonlyMap<string, PriceList>) {}

  /** @throws UnavailableError */
  static async forProjects(projectIds: Iterable<string>, lists: PriceLists): Promise<ObservationPricer> {
    const found = new Map<string, PriceList>();
    for (const projectId of new Set(projectIds)) found.set(projectId, await lists.listFor(projectId));
    return new ObservationPricer(found);
  }

  /** By a list of one project. */
  static by(projectId: string, list: PriceList): ObservationPricer {
    return new ObservationPricer(new Map([[projectId, list]]));
  }

  /** @param before what was derived when it was written last */
  derive(
    projectId: string,
    fields: Partial<ObservationFields>,
    before: DerivedCosts = NOTHING_DERIVED,
  ): DerivedCosts {
    const prices = this.lists.get(projectId);
    if (prices === undefined) throw new Error('The project has no price list');
    return deriveCosts(fields, prices, before.estimatedUsage);
  }
}
