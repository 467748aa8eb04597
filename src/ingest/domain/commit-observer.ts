/** Told what a committer does, for monitoring. */
export interface CommitObserver {
  /** One transaction has ended. */
  committed(batch: { readonly jobs: number; readonly items: number; readonly seconds: number }): void;
  /** What waits or is being written has changed. */
  queued(state: { readonly jobs: number; readonly bytes: number }): void;
}
