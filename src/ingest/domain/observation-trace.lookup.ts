/** Finds the traces of observations that are known by their ids alone. */
export abstract class ObservationTraceLookup {
  /**
   * The trace of each observation that there is, by the observation's id; of several with the same id, that of the latest start.
   * Sees what was committed before. @throws UnavailableError
   */
  abstract find(projectId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
