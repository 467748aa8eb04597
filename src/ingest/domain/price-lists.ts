import type { PriceList } from '../../common/pricing/match-model.js';

/** What models cost, for each project. */
export abstract class PriceLists {
  /**
   * The prices that the project sees: its own, and those that are built in; these alone where it has none of its own. It holds every change that this
   * process was told of (see PriceChanges), and those of other processes once they are a few seconds old. The list itself never changes.
   *
   * While the database does not answer, it is the last list that was known. It may take as long as a small transaction: not to be called within
   * one, which could keep the connection that it waits for.
   * @throws UnavailableError where no list of the project is known yet and the database does not answer
   */
  abstract listFor(projectId: string): Promise<PriceList>;

  /**
   * The same as they are now: it holds every change that was committed before, by whatever process. Not to be called within a transaction either.
   * @throws UnavailableError where the database does not answer
   */
  abstract currentListFor(projectId: string): Promise<PriceList>;
}
