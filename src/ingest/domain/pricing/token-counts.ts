import type { CountRequest, TokenCounter } from '../token-counter.js';

export interface Countable {
  /** Of the observation. */
  readonly key: string;
  readonly request: CountRequest;
}

/** The counts of one write, which asks for each text once, however often its transaction is done again. */
export class TokenCounts {
  private readonly known = new Map<string, { request: CountRequest; counts: string }>();

  constructor(private readonly counter: TokenCounter) {}

  /** One by one; null where there is nothing to count or it could not be counted in time. */
  async of(countables: readonly (Countable | null)[], withinMs: number): Promise<(string | null)[]> {
    const unknown = countables.filter((each) => each !== null).filter((each) => this.find(each) === null);
    if (unknown.length > 0) {
      const requests = unknown.map(({ request }) => request);
      const counted = await this.counter.count(requests, withinMs);
      for (const [index, { key, request }] of unknown.entries()) {
        const counts = counted[index] ?? null;
        if (counts !== null) this.known.set(key, { request, counts });
      }
    }
    return countables.map((each) => each && this.find(each));
  }

  private find({ key, request }: Countable): string | null {
    const known = this.known.get(key);
    return known !== undefined && isSameText(known.request, request) ? known.counts : null;
  }
}

/** Whether the counts of one hold for the other. */
export function isSameText(one: CountRequest, other: CountRequest): boolean {
  return (
    one.input === other.input &&
    one.output === other.output &&
    one.model === other.model &&
    one.tokenizer === other.tokenizer &&
    one.tokensPerMessage === other.tokensPerMessage &&
    one.tokensPerName === other.tokensPerName
  );
}
