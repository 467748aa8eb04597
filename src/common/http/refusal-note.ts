import type { IncomingMessage } from 'node:http';

/** What was not taken of a request, for the line about it. */
export interface RefusalNote {
  readonly reason: string;
  /** How many parts of it, where the others are stored. */
  readonly refused?: number;
}

const notes = new WeakMap<IncomingMessage, RefusalNote>();

/** Nothing of what was sent may be in it but names: it will be in the log. */
export function noteRefusal(request: IncomingMessage, note: RefusalNote | undefined): void {
  if (note !== undefined) notes.set(request, note);
}

export function refusalNote(request: IncomingMessage): RefusalNote | undefined {
  return notes.get(request);
}
