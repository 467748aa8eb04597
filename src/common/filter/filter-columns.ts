import type { FilterType } from './filter-condition.js';

/** The types of condition that each kind of column takes. */
const TYPES_OF_KIND = {
  text: ['string', 'stringOptions', 'null'],
  /** A text that can also be searched by `matches`: payloads. */
  searchable: ['string', 'stringOptions', 'null'],
  time: ['datetime', 'null'],
  number: ['number', 'null'],
  flag: ['boolean'],
  /** A set of texts. */
  texts: ['arrayOptions', 'stringOptions'],
  /** A JSON object whose members are looked at by key. */
  object: ['stringObject', 'numberObject', 'booleanObject', 'categoryOptions', 'null'],
  /** Like `object`, its texts searchable by `matches`. */
  searchableObject: ['stringObject', 'numberObject', 'booleanObject', 'categoryOptions', 'null'],
  /** A set of numbers with names: the averages of scores. */
  numbersByName: ['numberObject'],
  /** A set of words with names: scores by category. */
  categoriesByName: ['categoryOptions'],
  /** A set of flags with names: scores that are true or false. */
  flagsByName: ['booleanObject'],
} as const satisfies Record<string, readonly FilterType[]>;

export type FilterColumnKind = keyof typeof TYPES_OF_KIND;

/** The columns that a filter of a list may name. The set is closed: nothing else that a caller writes becomes a column. */
export interface FilterColumns<C extends string> {
  readonly kinds: Readonly<Record<C, FilterColumnKind>>;
  /** Other names that clients have for some of them. */
  readonly aliases?: Readonly<Record<string, C>>;
}

export function typesOfKind(kind: FilterColumnKind): readonly FilterType[] {
  return TYPES_OF_KIND[kind];
}

export function isSearchable(kind: FilterColumnKind): boolean {
  return kind === 'searchable' || kind === 'searchableObject';
}

/** Undefined: there is no such column. */
export function columnOf<C extends string>(
  { kinds, aliases }: FilterColumns<C>,
  name: string,
): C | undefined {
  if (Object.hasOwn(kinds, name)) return name as C;
  return aliases !== undefined && Object.hasOwn(aliases, name) ? aliases[name] : undefined;
}
