import { TokenCounter, type CountRequest } from '../../src/ingest/domain/token-counter.js';

/** Answers with these counts, one by one for each text that it is asked for; null for all where there are none. */
export class FixedTokenCounter extends TokenCounter {
  readonly asked: CountRequest[] = [];

  constructor(private readonly counts: string | null = null) {
    super();
  }

  count(requests: readonly CountRequest[]): Promise<(string | null)[]> {
    this.asked.push(...requests);
    return Promise.resolve(requests.map(() => this.counts));
  }
}
