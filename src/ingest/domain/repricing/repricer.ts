import type { RepriceRef } from './reprice-job.js';

/** Prices observations again, a bounded number at a time. */
export abstract class Repricer {
  /**
   * Goes on with a job where it was left: prices the next observations and keeps all figures right, together with how far it has come, in one
   * transaction. Ingest goes on meanwhile; no change of either is lost. Resolves to false where nothing is left to do: the job is
   * over, or somebody else is at it.
   * @throws UnavailableError when the database is away or too busy; the job stays where it was
   */
  abstract goOn(job: RepriceRef): Promise<boolean>;
}
