import type { Patch } from './patch.js';

/** Where traces and observations are written. */
export abstract class TelemetryWriter {
  /**
   * Merges the patches into what is stored, and keeps the derived figures right, in one transaction.
   * Resolved: all of them are durable and can be read. Rejected: none of them is stored.
   * The order of the patches, and of calls, does not matter; repeating any of them changes nothing.
   * @throws RejectedDataError when a value cannot be stored (which of the patches holds it is not known)
   * @throws UnmergeableError when what is merged would grow beyond merge-limits.ts; it blames the patches of every entity that was found so
   * @throws UnavailableError when the database is away, full or too busy
   */
  abstract write(patches: readonly Patch[]): Promise<void>;
}
