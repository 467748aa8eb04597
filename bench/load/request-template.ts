/** Where in the bytes of a request something is to be put in, always of the same length. */
export interface Slot {
  readonly offset: number;
  readonly name: string;
}

/**
 * Finds the placeholders (`{{name}}` followed by as many dots as are needed for the length of what replaces it) of a request.
 * Putting a few short texts into bytes that are there costs hardly anything, unlike serialising a body anew.
 */
export function slotsOf(request: Buffer): Slot[] {
  const text = request.toString('latin1');
  return [...text.matchAll(/\{\{(\w+)\}\}\.*/g)].map((match) => ({
    offset: match.index,
    name: match[1] ?? '',
  }));
}

export function placeholder(name: string, length: number): string {
  return `{{${name}}}`.padEnd(length, '.');
}
