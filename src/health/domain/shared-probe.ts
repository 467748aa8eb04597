import { DatabaseProbe } from './database.probe.js';

/** Less than a client that waits for the database would notice. */
const KEPT_MS = 200;

/** One question to the database for all who ask at the same time, or shortly afterwards: /readyz is open to everybody. */
export class SharedProbe extends DatabaseProbe {
  private answer: Promise<boolean> | null = null;

  constructor(private readonly probe: DatabaseProbe) {
    super();
  }

  isReady(): Promise<boolean> {
    this.answer ??= this.ask();
    return this.answer;
  }

  private async ask(): Promise<boolean> {
    try {
      return await this.probe.isReady();
    } finally {
      setTimeout(() => (this.answer = null), KEPT_MS).unref();
    }
  }
}
