import type { CountRequest, TokenCounter } from '../token-counter.js';

export interface Countable {
  /** Of the observation. */
  readonly key: string;
  readonly request: CountRequest;
}

/** The counts of one write, which asks for each text once, however often its transaction is done again. */
export class TokenCounts {
  private readonly known = new Map<string, { request: CountRequest; counts: string | null }>();
  private leftMs: number;

  /** @param withinMs how long the write waits for all of them together */
  constructor(
    private readonly counter: TokenCounter,
    withinMs: number,
  ) {
    this.leftMs = withinMs;
  }

  /** Afterwards all of them are known. */
  async ask(countables: readonly Countable[]): Promise<void> {
    const unknown = countables.filter((each) => this.find(each) === undefined);
    if (unknown.length === 0) return;
    const requests = unknown.map(({ request }) => request);
    const begun = performance.now();
    const counted = this.leftMs > 0 ? await this.counter.count(requests, this.leftMs) : [];
    this.leftMs -= performance.now() - begun;
    for (const [index, { key, request }] of unknown.entries())
      this.known.set(key, { request, counts: counted[index] ?? null });
  }

  /** Null: it could not be counted in time. Undefined: it has not been asked for. */
  find({ key, request }: Countable): string | null | undefined {
    const known = this.known.get(key);
    return known !== undefined && isSameText(known.request, request) ? known.counts : undefined;
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
