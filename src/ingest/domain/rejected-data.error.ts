import { DomainError } from '../../common/domain-error.js';

/** Why something could not be stored, and the entity that it is about. */
export interface Blame {
  readonly entity: string;
  readonly message: string;
}

/** A value that only the store could see is not storable. Permanent, and the fault of one event alone. */
export class RejectedDataError extends DomainError {
  /** What of that which was to be written is at fault. Empty: that is not known. */
  readonly blamed: ReadonlyMap<unknown, Blame>;

  constructor(
    message: string,
    { cause, blamed }: { cause?: unknown; blamed?: RejectedDataError['blamed'] } = {},
  ) {
    super('BAD_REQUEST', message, { cause });
    this.blamed = blamed ?? new Map();
  }
}
