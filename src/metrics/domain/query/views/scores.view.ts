import type { FilterColumnKind } from '../../../../common/filter/filter-columns.js';
import { viewRules, type DimensionRule, type MeasureKind } from '../view-rules.js';

const DIMENSIONS = {
  id: { kind: 'text', isHighCardinality: true },
  environment: { kind: 'text' },
  name: { kind: 'text' },
  source: { kind: 'text' },
  dataType: { kind: 'text' },
  configId: { kind: 'text' },
  timestampMonth: { kind: 'text' },
  timestampDay: { kind: 'text' },
  traceId: { kind: 'text', isHighCardinality: true },
  observationId: { kind: 'text', isHighCardinality: true },
  /** Its own, or that of its trace. */
  sessionId: { kind: 'text', isHighCardinality: true },
  datasetRunId: { kind: 'text', isHighCardinality: true },
  userId: { kind: 'text', isHighCardinality: true },
  tags: { kind: 'texts' },
  traceName: { kind: 'text' },
  traceRelease: { kind: 'text' },
  traceVersion: { kind: 'text' },
  observationName: { kind: 'text' },
  observationModelName: { kind: 'text' },
  observationPromptName: { kind: 'text' },
  observationPromptVersion: { kind: 'number' },
} as const satisfies Record<string, DimensionRule>;

const NUMERIC_DIMENSIONS = { ...DIMENSIONS, value: { kind: 'number' } } as const;
const BOOLEAN_DIMENSIONS = { ...DIMENSIONS, booleanValue: { kind: 'flag' } } as const;
const CATEGORICAL_DIMENSIONS = { ...DIMENSIONS, stringValue: { kind: 'text' } } as const;

const COUNT = { count: 'number' } as const satisfies Record<string, MeasureKind>;
const COUNT_AND_VALUE = { ...COUNT, value: 'number' } as const satisfies Record<string, MeasureKind>;

const FILTERS = {
  timestamp: 'time',
  metadata: 'object',
} as const satisfies Record<string, FilterColumnKind>;

export type ScoreDimension =
  keyof typeof NUMERIC_DIMENSIONS | keyof typeof BOOLEAN_DIMENSIONS | keyof typeof CATEGORICAL_DIMENSIONS;
export type ScoreMeasure = keyof typeof COUNT_AND_VALUE;
export type ScoreFilterColumn = ScoreDimension | keyof typeof FILTERS;

const COMMON = { filters: FILTERS, aliases: { scoreName: 'name', traceTags: 'tags' } };

/** Of numbers, and of what is true (1) or false (0). */
export const NUMERIC_SCORES_VIEW = viewRules({
  name: 'scores-numeric',
  dimensions: NUMERIC_DIMENSIONS,
  measures: COUNT_AND_VALUE,
  ...COMMON,
});

export const BOOLEAN_SCORES_VIEW = viewRules({
  name: 'scores-boolean',
  dimensions: BOOLEAN_DIMENSIONS,
  measures: COUNT_AND_VALUE,
  ...COMMON,
});

/** Of categories and texts. */
export const CATEGORICAL_SCORES_VIEW = viewRules({
  name: 'scores-categorical',
  dimensions: CATEGORICAL_DIMENSIONS,
  measures: COUNT,
  ...COMMON,
});
