import type { Ballast } from './ballast.js';

const CHECK_EVERY_MS = 60_000;

/** Sees to it that there is ballast, from the start on and again after it was used up. Never keeps the process alive. */
export class BallastKeeper {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly ballast: Ballast) {}

  start(): void {
    const provide = (): void => {
      // Without room, or without permission, there is no ballast; the next round tries again.
      this.running = this.ballast.provide().catch(() => undefined);
    };
    provide();
    this.timer = setInterval(provide, CHECK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
