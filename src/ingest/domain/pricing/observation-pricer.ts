import type { PriceList } from '../../../common/pricing/match-model.js';
import type { PriceSheet } from '../../../common/pricing/price-sheet.js';
import type { PriceLists } from '../price-lists.js';
import type { ObservationFields } from '../telemetry-fields.js';
import type { CountRequest } from '../token-counter.js';
import { deriveCosts } from './derive-costs.js';
import type { DerivedCosts } from './derived-costs.js';
import { textToCount } from './text-to-count.js';

/** A sheet by which observations of a project were priced. */
export interface UsedSheet {
  readonly projectId: string;
  readonly sheet: PriceSheet;
}

/** Prices the observations of one write, all by the same lists. */
export class ObservationPricer {
  private readonly sheets = new Map<string, Map<number, PriceSheet>>();

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

  /** @param estimatedUsage what the server has counted, as JSON */
  derive(
    projectId: string,
    fields: Partial<ObservationFields>,
    estimatedUsage: string | null = null,
  ): DerivedCosts {
    const costs = deriveCosts(fields, this.listOf(projectId), estimatedUsage);
    if (costs.sheet !== null) this.use(projectId, costs.sheet);
    return costs;
  }

  /** By which it has priced until now, each once. They are to be kept with the observations. */
  get usedSheets(): UsedSheet[] {
    return [...this.sheets].flatMap(([projectId, sheets]) =>
      [...sheets.values()].map((sheet) => ({ projectId, sheet })),
    );
  }

  /** What the server is to count of it; null where there is nothing to count. */
  textToCount(projectId: string, fields: Partial<ObservationFields>): CountRequest | null {
    return textToCount(fields, this.listOf(projectId));
  }

  private use(projectId: string, sheet: PriceSheet): void {
    let sheets = this.sheets.get(projectId);
    if (sheets === undefined) this.sheets.set(projectId, (sheets = new Map<number, PriceSheet>()));
    sheets.set(sheet.id, sheet);
  }

  private listOf(projectId: string): PriceList {
    const prices = this.lists.get(projectId);
    if (prices === undefined) throw new Error('The project has no price list');
    return prices;
  }
}
