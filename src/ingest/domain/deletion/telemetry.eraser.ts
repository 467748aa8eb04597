import type { Deletion } from './deletion.js';

/** Where traces and scores are deleted. */
export abstract class TelemetryEraser {
  /**
   * Deletes traces with their observations and scores, the comments on them and their links to media, and scores by themselves, and takes what they have added from the derived
   * figures: each trace whole, in one transaction, unless it is too large for one; the figures are right after each. What is not there
   * counts as deleted.
   * Resolved: nothing of them is left but what was written at the same time or later, which makes a trace anew and is all that is known
   * of it. Rejected: some of them may be gone. Sessions stay: they were mentioned.
   * @throws UnavailableError when the database is away, full or too busy, or others do not stop writing the same traces
   */
  abstract erase(deletions: readonly Deletion[]): Promise<void>;
}
