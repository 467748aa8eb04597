import type { PriceList } from '../../../common/pricing/match-model.js';
import type { ObservationBill } from './observation-bill.js';

/** Reads what the cost of an observation follows from. Sees everything that was acknowledged before. */
export abstract class BillReader {
  /**
   * Of the observation with the first of the ids that one of the project has; of several with it, of different traces, the latest. Null: there
   * is none.
   * @throws UnavailableError
   */
  abstract get(projectId: string, ids: readonly string[]): Promise<ObservationBill | null>;

  /** The prices that the project sees at this moment. @throws UnavailableError */
  abstract prices(projectId: string): Promise<PriceList>;
}
