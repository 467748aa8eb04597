/** Asks the database whether it answers. */
export abstract class DatabaseProbe {
  /** False when it is away, when its schema is not up to date yet, or when it does not answer in time. Never throws. */
  abstract isReady(): Promise<boolean>;
}
