import type { Observation } from '../../src/traces/domain/observation.js';
import type { Score } from '../../src/traces/domain/scores/score.js';
import type { TraceColumn, TraceCondition } from '../../src/traces/domain/trace-filter-columns.js';
import { latencyOf, totalCostOf } from '../../src/traces/domain/trace-figures.js';
import type { TraceRecord } from '../../src/traces/domain/trace.js';
import type { StoredTrace } from '../factories/trace.factory.js';
import { isMet, type FilterValue } from './filter-evaluation.js';

const LEVELS = ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'];

/** A trace and all that is about it. */
export interface FilteredTrace {
  readonly trace: TraceRecord & StoredTrace;
  readonly observations: readonly Observation[];
  readonly scores: readonly Score[];
}

export function traceMeets(filtered: FilteredTrace, condition: TraceCondition): boolean {
  const { column } = condition;
  return isOfScores(column)
    ? scoresMeet(filtered.scores, condition)
    : isMet(condition, valueOf(filtered, column));
}

type ScoreColumn = 'scores_avg' | 'score_categories' | 'score_booleans';

function isOfScores(column: TraceColumn): column is ScoreColumn {
  return column.startsWith('score');
}

function scoresMeet(scores: readonly Score[], condition: TraceCondition): boolean {
  const named = scores.filter((score) => 'key' in condition && score.name === condition.key);
  if (condition.type === 'numberObject') {
    const values = named.flatMap(({ dataType, value }) =>
      ['NUMERIC', 'BOOLEAN'].includes(dataType) && value !== null ? [value] : [],
    );
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.length > 0 && isMet({ ...condition, type: 'number' }, average);
  }
  if (condition.type === 'categoryOptions') {
    const categories = named.filter(({ dataType }) => dataType === 'CATEGORICAL');
    const has = categories.some(({ stringValue }) => condition.value.includes(stringValue ?? ''));
    return has === (condition.operator === 'any of');
  }
  if (condition.type === 'booleanObject') {
    const flags = named.filter(({ dataType }) => dataType === 'BOOLEAN');
    return flags.some(({ value }) => (value === 1) === condition.value) === (condition.operator === '=');
  }
  throw new Error(`${condition.column} takes no ${condition.type}`);
}

function valueOf(
  { trace, observations }: FilteredTrace,
  column: Exclude<TraceColumn, ScoreColumn>,
): FilterValue {
  const sum = (amount: (observation: Observation) => number | null): number =>
    observations.reduce((total, observation) => total + (amount(observation) ?? 0), 0);
  const count = (level: string): number => sum((observation) => (observation.level === level ? 1 : 0));
  const { metadata } = trace.payload;
  const values: Record<typeof column, FilterValue> = {
    ...trace,
    metadata: metadata && (JSON.parse(metadata.text) as Record<string, unknown>),
    latency: latencyOf(trace),
    totalCost: totalCostOf(trace),
    inputTokens: sum(({ promptTokens }) => promptTokens),
    outputTokens: sum(({ completionTokens }) => completionTokens),
    totalTokens: sum((each) => each.totalTokens ?? (each.promptTokens ?? 0) + (each.completionTokens ?? 0)),
    inputCost: sum(({ calculatedInputCost }) => calculatedInputCost),
    outputCost: sum(({ calculatedOutputCost }) => calculatedOutputCost),
    level: LEVELS[Math.max(...observations.map(({ level }) => LEVELS.indexOf(level)))] ?? null,
    errorCount: count('ERROR'),
    warningCount: count('WARNING'),
    defaultCount: count('DEFAULT'),
    debugCount: count('DEBUG'),
  };
  return values[column];
}
