import type { FilterColumnKind } from '../../../../common/filter/filter-columns.js';
import { viewRules, type DimensionRule, type MeasureKind } from '../view-rules.js';

const DIMENSIONS = {
  id: { kind: 'text', isHighCardinality: true },
  name: { kind: 'text' },
  tags: { kind: 'texts' },
  userId: { kind: 'text', isHighCardinality: true },
  sessionId: { kind: 'text', isHighCardinality: true },
  release: { kind: 'text' },
  version: { kind: 'text' },
  environment: { kind: 'text' },
  timestampMonth: { kind: 'text' },
} as const satisfies Record<string, DimensionRule>;

const MEASURES = {
  count: 'number',
  observationsCount: 'number',
  scoresCount: 'number',
  uniqueUserIds: 'distinct',
  uniqueSessionIds: 'distinct',
  /** In milliseconds. */
  latency: 'number',
  totalTokens: 'number',
  totalCost: 'number',
} as const satisfies Record<string, MeasureKind>;

const FILTERS = {
  timestamp: 'time',
  metadata: 'object',
} as const satisfies Record<string, FilterColumnKind>;

export type TraceDimension = keyof typeof DIMENSIONS;
export type TraceMeasure = keyof typeof MEASURES;
export type TraceFilterColumn = TraceDimension | keyof typeof FILTERS;

export const TRACES_VIEW = viewRules({
  name: 'traces',
  dimensions: DIMENSIONS,
  measures: MEASURES,
  filters: FILTERS,
  aliases: { traceId: 'id', traceName: 'name' },
});
