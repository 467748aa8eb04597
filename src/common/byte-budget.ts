import { UnavailableError } from './domain-error.js';

/** A bound on the bytes that one kind of work holds at the same time. */
export class ByteBudget {
  private used = 0;

  /** @param refusal what is said when the bytes are not there: why, and what to do */
  constructor(
    readonly total: number,
    private readonly refusal: string,
  ) {}

  /**
   * Takes bytes for as long as the returned hold is not released.
   * @throws UnavailableError at once when they are not there
   */
  hold(): ByteHold {
    let held = 0;
    return {
      grow: (bytes) => {
        if (this.used + bytes > this.total) throw new UnavailableError(this.refusal, 1);
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

export interface ByteHold {
  /** @throws UnavailableError, having taken nothing */
  grow(bytes: number): void;
  /** Harmless when called twice. */
  release(): void;
}
