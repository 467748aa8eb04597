/** What went into a model and what came out, as JSON texts, and how its vendor cuts text into tokens. */
export interface CountRequest {
  readonly tokenizer: 'openai' | 'claude';
  /** Which of the vendor's encodings it is depends on it. */
  readonly model: string;
  /** What each message of a chat takes besides its text, and each name in one. */
  readonly tokensPerMessage: number;
  readonly tokensPerName: number;
  readonly input: string | null;
  readonly output: string | null;
}

/** Counts the tokens of texts whose clients have not said how many they were. */
export abstract class TokenCounter {
  /**
   * One answer for each request, in their order: `{"input":n,"output":n,"total":n}`, or null where it could not be counted within this time,
   * or where the requests together have too much text. Of long texts it counts the beginning and reckons the rest. Never rejects.
   */
  abstract count(requests: readonly CountRequest[], withinMs: number): Promise<(string | null)[]>;
}
