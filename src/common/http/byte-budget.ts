import { UnavailableError } from '../domain-error.js';

/** A bound on the bytes of all request bodies that are being read, decoded or written at the same time. */
export class ByteBudget {
  private used = 0;

  constructor(readonly total: number) {}

  /**
   * Takes bytes for as long as the returned hold is not released.
   * @throws UnavailableError at once when they are not there
   */
  hold(): ByteHold {
    let held = 0;
    return {
      grow: (bytes) => {
        if (this.used + bytes > this.total) {
          throw new UnavailableError('The server is taking in as much as it can; try again', 1);
        }
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
  grow(bytes: number): void;
  /** Harmless when called twice. */
  release(): void;
}
