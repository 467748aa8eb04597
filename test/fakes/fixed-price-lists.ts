import { PriceList } from '../../src/common/pricing/match-model.js';
import { PriceLists } from '../../src/ingest/domain/price-lists.js';

/** The same prices for every project, until they are changed. */
export class FixedPriceLists extends PriceLists {
  constructor(public list = PriceList.of([])) {
    super();
  }

  listFor(): Promise<PriceList> {
    return Promise.resolve(this.list);
  }

  currentListFor(): Promise<PriceList> {
    return this.listFor();
  }
}
