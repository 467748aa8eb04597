import type { Timestamp } from '../../common/time/timestamp.js';

/** What began within a time. */
export interface Activity {
  readonly hasTraces: boolean;
  readonly hasObservations: boolean;
}

/** Looks for what has come in lately. */
export abstract class ActivityReader {
  /** What of the project began from `from` to `to`, both included. @throws UnavailableError */
  abstract between(projectId: string, from: Timestamp, to: Timestamp): Promise<Activity>;
}
