/** A row can be replaced about this often between its reading and its writing, by others. */
const MOST_STEPS = 1000;
const FIRST_BELOW = 2 ** 30;

/**
 * Where the revision of a new row begins: anywhere, so that a row which was deleted and made anew in the meantime is not taken for
 * the one that was read.
 */
export function firstRevision(): number {
  return 1 + Math.floor(Math.random() * FIRST_BELOW);
}

/** Whether the row that was to be replaced was gone: what was to replace it has become a row of its own, which goes with the transaction. */
export function wasDeleted(revision: number): boolean {
  return revision < 0;
}

/** Whether a row with this revision is the one that was read, perhaps replaced since. */
export function isSameRow(readRevision: number, revision: number): boolean {
  return revision >= readRevision && revision - readRevision <= MOST_STEPS;
}
