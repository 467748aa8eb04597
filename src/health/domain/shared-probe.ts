import { DatabaseProbe } from './database.probe.js';
import { SharedAnswer } from './shared-answer.js';

/** One question to the database for all who ask at the same time, or shortly afterwards: /readyz is open to everybody. */
export class SharedProbe extends DatabaseProbe {
  private readonly answer: SharedAnswer<boolean>;

  constructor(probe: DatabaseProbe) {
    super();
    this.answer = new SharedAnswer(() => probe.isReady());
  }

  isReady(): Promise<boolean> {
    return this.answer.get();
  }
}
