/** What a server has answered, its body read whole. */
export class Answer {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly text: string,
  ) {}

  static async of(response: Response): Promise<Answer> {
    return new Answer(response.status, response.headers, await response.text());
  }

  /** @typeParam T what the caller knows of the body */
  json<T = unknown>(): T {
    return JSON.parse(this.text) as T;
  }

  /** Status and message together, so that a test that fails shows why. */
  get failure(): { status: number; code: string; message: string } {
    const { code, message } = this.json<{ code: string; message: string }>();
    return { status: this.status, code, message };
  }
}
