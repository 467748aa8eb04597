import { PriceList } from '../../src/common/pricing/match-model.js';
import { PriceLists } from '../../src/ingest/domain/price-lists.js';
import type { InMemoryModelStore } from './in-memory-model.store.js';

/** The contract of PriceLists in the plainest form: every change counts at once. */
export class InMemoryPriceLists extends PriceLists {
  constructor(private readonly models: InMemoryModelStore) {
    super();
  }

  currentListFor(projectId: string): Promise<PriceList> {
    return this.listFor(projectId);
  }

  listFor(projectId: string): Promise<PriceList> {
    const younger = this.models.ofProject(projectId).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    return Promise.resolve(PriceList.of(younger.map(({ price }) => price)));
  }
}
