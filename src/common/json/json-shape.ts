/**
 * What a reader of JSON does with a value at a place of the document.
 * - value: build it
 * - digits: the same, but a whole number that loses digits as a number of JavaScript is the text that was sent
 * - text: check it and keep its text; `forJsonb` also refuses numbers that jsonb would blow up
 * - object: build the members named here, check and skip all others
 * - leaves: build objects within objects, and keep everything else as its text
 * - map: build all members, each along one shape
 * - array: build the elements
 */
export type JsonShape =
  | { readonly kind: 'value' }
  | { readonly kind: 'digits' }
  | { readonly kind: 'text'; readonly forJsonb: boolean }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonShape> }
  | { readonly kind: 'leaves' }
  | { readonly kind: 'map'; readonly values: JsonShape }
  | { readonly kind: 'array'; readonly items: JsonShape };

export const VALUE: JsonShape = { kind: 'value' };
export const DIGITS: JsonShape = { kind: 'digits' };
/** JSON that is stored as the text that was sent. */
export const TEXT: JsonShape = { kind: 'text', forJsonb: false };
/** JSON that is stored as jsonb. */
export const JSONB_TEXT: JsonShape = { kind: 'text', forJsonb: true };

export const LEAVES: JsonShape = { kind: 'leaves' };

export function objectOf(members: Readonly<Record<string, JsonShape>>): JsonShape {
  return { kind: 'object', members: new Map(Object.entries(members)) };
}

export function mapOf(values: JsonShape): JsonShape {
  return { kind: 'map', values };
}

export function arrayOf(items: JsonShape): JsonShape {
  return { kind: 'array', items };
}

/** Undefined: to be skipped. */
export function memberShape(shape: JsonShape, key: string): JsonShape | undefined {
  if (shape.kind === 'object') return shape.members.get(key);
  if (shape.kind === 'map') return shape.values;
  return shape.kind === 'leaves' ? shape : VALUE;
}
