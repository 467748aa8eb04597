/** One run of a server, as its supervisor sees it. */
export interface SupervisedServer {
  readonly pid: number | undefined;
  /** Resolves with the reason when it has ended, however it did. */
  readonly ended: Promise<string>;
  /** Rejects when it ends before it is ready. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}
