import { InvalidFieldError } from '../json/invalid-field.error.js';
import { parseTimestamp, TIMESTAMP_RULE } from '../time/timestamp.js';
import { columnOf, isSearchable, typesOfKind, type FilterColumns } from './filter-columns.js';
import { FILTER_OPERATORS, type FilterCondition, type FilterType } from './filter-condition.js';

/** Longer ones do not fit into a URL anyway. */
const MAX_CHARACTERS = 16_000;
export const MAX_FILTER_CONDITIONS = 50;
export const MAX_FILTER_OPTIONS = 500;

type Path = readonly (string | number)[];

/**
 * Reads the text of a filter: a JSON array of conditions.
 * @throws InvalidFieldError that says where in it which rule is broken
 */
export function parseFilter<C extends string>(
  text: string,
  columns: FilterColumns<C>,
): readonly FilterCondition<C>[] {
  if (text.length > MAX_CHARACTERS)
    throw new InvalidFieldError([], `must have at most ${MAX_CHARACTERS} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidFieldError([], 'must be valid JSON: an array of conditions');
  }
  return readFilter(value, columns);
}

/**
 * Reads a filter that is part of a document.
 * @param path where in the document it is
 * @throws InvalidFieldError
 */
export function readFilter<C extends string>(
  value: unknown,
  columns: FilterColumns<C>,
  path: Path = [],
): readonly FilterCondition<C>[] {
  if (!Array.isArray(value)) throw new InvalidFieldError(path, 'must be an array of conditions');
  if (value.length > MAX_FILTER_CONDITIONS)
    throw new InvalidFieldError(path, `must have at most ${MAX_FILTER_CONDITIONS} conditions`);
  return value.map((condition, index) => readCondition(condition, columns, [...path, index]));
}

function readCondition<C extends string>(
  value: unknown,
  columns: FilterColumns<C>,
  path: Path,
): FilterCondition<C> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidFieldError(path, 'must be an object with type, column, operator and value');
  const members = value as Readonly<Record<string, unknown>>;
  const name = members['column'];
  const column = typeof name === 'string' ? columnOf(columns, name) : undefined;
  if (column === undefined)
    throw new InvalidFieldError([...path, 'column'], `must be one of ${listed(Object.keys(columns.kinds))}`);
  const kind = columns.kinds[column];
  const types = typesOfKind(kind);
  const asked = types.find((each) => each === members['type']);
  if (asked === undefined)
    throw new InvalidFieldError([...path, 'type'], `must be ${choice(types)} for the column ${column}`);
  // Of a set, any of several texts is asked for in either way.
  const type = kind === 'texts' ? 'arrayOptions' : asked;
  const known: readonly string[] = FILTER_OPERATORS[asked];
  const operators = isSearchable(kind) ? known : known.filter((each) => each !== 'matches');
  const operator = operators.find((each) => each === members['operator']);
  if (operator === undefined) {
    const rule = `must be ${choice(operators)} for the type ${asked} of the column ${column}`;
    throw new InvalidFieldError([...path, 'operator'], rule);
  }
  // The operator is one of the type's, the value and the key are what the type takes.
  return {
    type,
    column,
    operator,
    ...(isKeyed(type) && { key: readText(members['key'], [...path, 'key'], column) }),
    ...(type !== 'null' && { value: readValue(members['value'], { type, operator, column }, path) }),
  } as FilterCondition<C>;
}

function isKeyed(type: FilterType): boolean {
  return (
    type === 'stringObject' ||
    type === 'numberObject' ||
    type === 'booleanObject' ||
    type === 'categoryOptions'
  );
}

interface Asked {
  readonly type: Exclude<FilterType, 'null'>;
  readonly operator: string;
  readonly column: string;
}

function readValue(value: unknown, { type, operator, column }: Asked, conditionPath: Path): unknown {
  const path = [...conditionPath, 'value'];
  switch (type) {
    case 'datetime': {
      const timestamp = typeof value === 'string' ? parseTimestamp(value) : null;
      if (timestamp === null)
        throw new InvalidFieldError(path, `${TIMESTAMP_RULE}, for the column ${column}`);
      return timestamp;
    }
    case 'string':
    case 'stringObject':
      return readText(value, path, column);
    case 'number':
    case 'numberObject':
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw new InvalidFieldError(path, `must be a finite number for the column ${column}`);
      return value;
    case 'boolean':
    case 'booleanObject':
      if (typeof value !== 'boolean')
        throw new InvalidFieldError(path, `must be true or false for the column ${column}`);
      return value;
    case 'stringOptions':
    case 'categoryOptions':
      return readOptions(value, path, column, 1);
    case 'arrayOptions':
      return readOptions(value, path, column, operator === 'any of' ? 1 : 0);
  }
}

function readOptions(value: unknown, path: Path, column: string, minimum: number): readonly string[] {
  if (!Array.isArray(value) || value.length < minimum)
    throw new InvalidFieldError(
      path,
      `must be an array of texts${minimum === 0 ? '' : ', at least one,'} for the column ${column}`,
    );
  if (value.length > MAX_FILTER_OPTIONS)
    throw new InvalidFieldError(path, `must have at most ${MAX_FILTER_OPTIONS} options`);
  return [...new Set(value.map((option, index) => readText(option, [...path, index], column)))];
}

function readText(value: unknown, path: Path, column: string): string {
  if (typeof value !== 'string') throw new InvalidFieldError(path, `must be a text for the column ${column}`);
  if (value.includes('\0')) throw new InvalidFieldError(path, 'must not contain the character NUL');
  return value;
}

function choice(words: readonly string[]): string {
  return words.length === 1 ? (words[0] ?? '') : `one of ${listed(words)}`;
}

function listed(words: readonly string[]): string {
  return words.join(', ');
}
