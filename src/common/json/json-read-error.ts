/** The text is no JSON, or more than its reader is willing to read. The path leads to the place, where it is known. */
export class JsonReadError extends Error {
  readonly path: (string | number)[] = [];

  constructor(
    readonly reason: string,
    readonly position: number,
  ) {
    super(reason);
    this.name = 'JsonReadError';
  }

  /** Called on the way out of a member or an element, from the inside outwards. */
  within(step: string | number): this {
    this.path.unshift(step);
    return this;
  }
}
