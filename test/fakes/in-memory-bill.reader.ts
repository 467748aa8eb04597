import { PriceList } from '../../src/common/pricing/match-model.js';
import type { ModelDefinition } from '../../src/models/domain/model-definition.js';
import { BillReader } from '../../src/traces/domain/costs/bill.reader.js';
import type { ObservationBill } from '../../src/traces/domain/costs/observation-bill.js';

export interface StoredBill {
  readonly projectId: string;
  readonly bill: ObservationBill;
}

/** The contract of BillReader in the plainest form: everything is looked at, every time. */
export class InMemoryBillReader extends BillReader {
  constructor(
    private readonly bills: readonly StoredBill[],
    private readonly models: readonly ModelDefinition[],
  ) {
    super();
  }

  get(projectId: string, ids: readonly string[]): Promise<ObservationBill | null> {
    const own = this.bills.filter((each) => each.projectId === projectId).map(({ bill }) => bill);
    const id = ids.find((each) => own.some((bill) => bill.id === each));
    const [latest] = own
      .filter((bill) => bill.id === id)
      .sort((a, b) => (a.startTime + a.traceId < b.startTime + b.traceId ? 1 : -1));
    return Promise.resolve(latest ?? null);
  }

  prices(projectId: string): Promise<PriceList> {
    const own = this.models.filter(({ price }) => price.projectId === projectId);
    const younger = own.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    return Promise.resolve(PriceList.of(younger.map(({ price }) => price)));
  }
}
