/** How long others may be kept waiting. */
const TURN_MS = 10;

/** Cuts long work into turns of the event loop: between two of them everything else goes on. */
export class Turns {
  private since = performance.now();

  /** Asked between two pieces of the work. Where it holds, `next` is to be awaited. */
  get isOver(): boolean {
    return performance.now() - this.since > TURN_MS;
  }

  async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.since = performance.now();
  }
}
