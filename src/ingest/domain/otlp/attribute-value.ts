/** What an attribute holds. Integers beyond 2^53 are bigints, so that no digit is lost; a value that is not there is null. */
export type AttributeValue =
  string | number | bigint | boolean | null | Uint8Array | readonly AttributeValue[] | Attributes;

/** By key; of a key that comes twice, the last value. A map, because keys are data: `__proto__` is one like any other. */
export type Attributes = ReadonlyMap<string, AttributeValue>;
