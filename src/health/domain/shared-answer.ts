/** Less than a client that waits for the database would notice. */
const KEPT_MS = 200;

/** One question for all who ask at the same time, or shortly afterwards: what anybody may ask must not cost a query each time. */
export class SharedAnswer<T> {
  private answer: Promise<T> | null = null;

  constructor(private readonly question: () => Promise<T>) {}

  get(): Promise<T> {
    this.answer ??= this.ask();
    return this.answer;
  }

  private async ask(): Promise<T> {
    try {
      return await this.question();
    } finally {
      setTimeout(() => (this.answer = null), KEPT_MS).unref();
    }
  }
}
