import type { AttributeValue, Attributes } from './attribute-value.js';

/** Of a value that is no text, or of what holds a value together, as JSON: about. */
const BYTES = 8;

/** About how many characters attributes have as JSON. */
export function weightOf(attributes: Attributes): number {
  let weight = 0;
  for (const [key, value] of attributes) weight += BYTES + key.length + weightOfValue(value);
  return weight;
}

function weightOfValue(value: AttributeValue): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return BYTES;
  if (value instanceof Uint8Array) return (value.length * 4) / 3;
  if (value instanceof Map) return weightOf(value as Attributes);
  return (value as readonly AttributeValue[]).reduce<number>(
    (sum, each) => sum + BYTES + weightOfValue(each),
    0,
  );
}
