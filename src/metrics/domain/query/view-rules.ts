import type { FilterColumnKind, FilterColumns } from '../../../common/filter/filter-columns.js';
import { AGGREGATIONS, type Aggregation } from './aggregation.js';

export const VIEWS = [
  'traces',
  'observations',
  'scores-numeric',
  'scores-boolean',
  'scores-categorical',
] as const;
export type ViewName = (typeof VIEWS)[number];

/** Something that rows are grouped by, and that filters ask of. */
export interface DimensionRule {
  readonly kind: FilterColumnKind;
  /** There are about as many values as rows. */
  readonly isHighCardinality?: true;
}

/** What a measure is of a row: a number; an id of which only the different ones are counted; or any text. */
export type MeasureKind = 'number' | 'distinct' | 'text';

const AGGREGATIONS_OF: Readonly<Record<MeasureKind, readonly Aggregation[]>> = {
  number: AGGREGATIONS,
  distinct: ['count', 'sum', 'uniq'],
  text: ['count', 'uniq'],
};

export function aggregationsOf(kind: MeasureKind): readonly Aggregation[] {
  return AGGREGATIONS_OF[kind];
}

/** The closed sets of names that a question about a view may use. They are maps, so that no name of a prototype is among them. */
export interface ViewRules {
  readonly name: ViewName;
  readonly dimensions: ReadonlyMap<string, DimensionRule>;
  readonly measures: ReadonlyMap<string, MeasureKind>;
  /**
   * Measures that a row has several of, each with the dimension that tells them apart: with any such dimension a row counts once for each
   * of its values. There is one at most in a question.
   */
  readonly parts: ReadonlyMap<string, string>;
  readonly filterColumns: FilterColumns<string>;
}

interface Declared {
  readonly name: ViewName;
  readonly dimensions: Readonly<Record<string, DimensionRule>>;
  readonly measures: Readonly<Record<string, MeasureKind>>;
  /** What filters may ask of beside dimensions. */
  readonly filters: Readonly<Record<string, FilterColumnKind>>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly parts?: Readonly<Record<string, string>>;
}

export function viewRules({ name, dimensions, measures, filters, aliases, parts = {} }: Declared): ViewRules {
  const kinds = Object.entries(dimensions).map(([dimension, { kind }]) => [dimension, kind] as const);
  return {
    name,
    dimensions: new Map(Object.entries(dimensions)),
    measures: new Map(Object.entries(measures)),
    parts: new Map(Object.entries(parts)),
    filterColumns: { kinds: { ...Object.fromEntries(kinds), ...filters }, aliases },
  };
}
