import { BadRequestError } from '../../../common/domain-error.js';
import { RefusedItemError } from './refused-item.error.js';
import type { WireReader } from './wire-reader.js';

/** What is read of a part of a request in JSON, or why that part cannot be taken: the others can. */
export function takePart<Part extends object | null>(read: () => Part): Part | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadRequestError) return error.message;
    throw error;
  }
}

/** The same of a message in protobuf, which the reader goes on behind. @throws BadRequestError where it is no message */
export function takeMessage<Part extends object>(wire: WireReader, read: () => Part): Part | string {
  const outer = wire.enter();
  const { messageEnd } = wire;
  try {
    return read();
  } catch (error) {
    if (error instanceof RefusedItemError) return error.message;
    throw error;
  } finally {
    wire.escape(messageEnd, outer);
  }
}

/** Items of a request, and why others of it cannot be taken. */
interface Taken {
  readonly items: unknown[];
  readonly refusals: string[];
}

/** Refuses the items from the one at `first` on, as what they have in common cannot be taken. */
export function refuseFrom({ items, refusals }: Taken, first: number, reason: string): void {
  for (let index = first; index < items.length; index++) refusals.push(reason);
  items.length = first;
}
