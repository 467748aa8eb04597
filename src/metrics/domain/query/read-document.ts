import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { parseTimestamp, TIMESTAMP_RULE, type Timestamp } from '../../../common/time/timestamp.js';

export type Path = readonly (string | number)[];

/** A value, and where in the document it is. */
export interface Place {
  readonly value: unknown;
  readonly path: Path;
}

export type Members = Readonly<Record<string, unknown>>;

export function objectIn({ value, path }: Place): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidFieldError(path, 'must be an object');
  return value as Members;
}

/** Inherited members are not among them. */
export function memberOf(members: Members, path: Path, name: string): Place {
  return { value: Object.hasOwn(members, name) ? members[name] : undefined, path: [...path, name] };
}

/** The elements; none where it is missing or null. */
export function arrayIn({ value, path }: Place, maximum: number): Place[] {
  if (value == null) return [];
  if (!Array.isArray(value)) throw new InvalidFieldError(path, 'must be an array');
  if (value.length > maximum) throw new InvalidFieldError(path, `must have at most ${maximum} elements`);
  return value.map((element: unknown, index) => ({ value: element, path: [...path, index] }));
}

/** @param rule what holds only for these choices, to be read after them */
export function choiceIn<T extends string>({ value, path }: Place, choices: readonly T[], rule = ''): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new InvalidFieldError(path, `must be one of ${choices.join(', ')}${rule}`);
  return found;
}

/** Null where it is missing or null. */
export function integerIn({ value, path }: Place, minimum: number, maximum: number): number | null {
  if (value == null) return null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum)
    throw new InvalidFieldError(path, `must be a whole number between ${minimum} and ${maximum}`);
  return value;
}

export function timestampIn({ value, path }: Place): Timestamp {
  const timestamp = typeof value === 'string' ? parseTimestamp(value) : null;
  if (timestamp === null) throw new InvalidFieldError(path, TIMESTAMP_RULE);
  return timestamp;
}

/** The first of those that have the same key. */
export function uniqueBy<T>(all: readonly T[], keyOf: (each: T) => string): T[] {
  const keys = all.map(keyOf);
  return all.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}
