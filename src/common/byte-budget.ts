import { UnavailableError } from './domain-error.js';

/** A bound on the bytes that one kind of work holds at the same time. */
export class ByteBudget {
  private used = 0;

  /** @param refusal what is said when the bytes are not there: why, and what to do */
  constructor(
    readonly total: number,
    private readonly refusal: string,
  ) {}

  /** Takes nothing yet. */
  hold(): ByteHold {
    let held = 0;
    const check = (bytes: number): void => {
      if (this.used + bytes > this.total) throw new UnavailableError(this.refusal, 1);
    };
    return {
      check,
      grow: (bytes) => {
        check(bytes);
        this.used += bytes;
        held += bytes;
      },
      release: () => {
        this.used -= held;
        held = 0;
      },
    };
  }

  get usedBytes(): number {
    return this.used;
  }
}

/** The bytes of one piece of work, taken little by little and given back all at once. */
export interface ByteHold {
  /** Takes nothing. @throws UnavailableError when so many more bytes are not there at this moment */
  check(bytes: number): void;
  /** @throws UnavailableError at once when they are not there, having taken nothing */
  grow(bytes: number): void;
  /** Harmless when called twice. */
  release(): void;
}
