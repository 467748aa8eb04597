import type { FilterCondition } from '../../common/filter/filter-condition.js';
import { effectiveAmounts } from '../../database/effective-amounts.sql.js';
import { conditionOn, optionsTest, type FilterColumnSql } from '../../database/filter-conditions.sql.js';
import { idColumn } from '../../database/id-conditions.sql.js';
import type { TraceColumn } from '../domain/trace-filter-columns.js';
import { levelsThatMeet, type Level } from './levels-that-meet.js';
import { LATENCY, TOTAL_COST } from './trace-order.sql.js';

type Keyed<T extends FilterCondition['type']> = Extract<FilterCondition, { readonly type: T }>;

/**
 * Where the columns of a filter are found, for statements that read `traces`. Figures that are kept on the trace are taken from there;
 * the others from its observations or scores, by the trace: the fewer traces meet the other conditions, the sooner it is done.
 * @param project the place of the project's id among the parameters
 */
export function traceFilterColumns(project: string): Readonly<Record<TraceColumn, FilterColumnSql>> {
  const observations = `observations o WHERE o.project_id = ${project} AND o.trace_id = traces.id`;
  const sumOf = (amount: string): string => `(SELECT COALESCE(sum(${amount}), 0) FROM ${observations})`;
  const effective = effectiveAmounts('o');
  const some = (condition: string): string => `EXISTS (SELECT FROM ${observations} AND ${condition})`;
  const scores = `scores s WHERE s.project_id = ${project} AND s.subject_id = traces.id AND s.trace_id = traces.id`;
  return {
    id: idColumn('traces.id'),
    name: 'name',
    timestamp: '"timestamp"',
    userId: 'user_id',
    sessionId: 'session_id',
    environment: 'environment',
    version: 'version',
    release: 'release',
    tags: 'tags',
    bookmarked: 'bookmarked',
    metadata: 'metadata',
    latency: LATENCY,
    inputTokens: 'input_tokens',
    outputTokens: 'output_tokens',
    totalTokens: 'total_tokens',
    inputCost: sumOf(effective.inputCost),
    outputCost: sumOf(effective.outputCost),
    totalCost: TOTAL_COST,
    level: (condition) => levelTest(condition, some),
    errorCount: 'error_count',
    warningCount: countOf('WARNING', observations),
    defaultCount: countOf('DEFAULT', observations),
    debugCount: countOf('DEBUG', observations),
    scores_avg: (condition, parameters) => {
      const { key, ...average } = condition as Keyed<'numberObject'>;
      const named = `s.name = ${parameters.add(key)} AND s.data_type IN ('NUMERIC', 'BOOLEAN')`;
      // In decimals: the sum of two doubles need not be one.
      return conditionOn(
        `(SELECT avg(s.value::numeric) FROM ${scores} AND ${named})`,
        { ...average, type: 'number' },
        parameters,
      );
    },
    score_categories: (condition, parameters) => {
      const { key, value, operator } = condition as Keyed<'categoryOptions'>;
      const category = optionsTest('s.string_value', 'any of', value, parameters);
      const named = `s.name = ${parameters.add(key)} AND s.data_type = 'CATEGORICAL'`;
      return `${existence(operator === 'any of')} (SELECT FROM ${scores} AND ${named} AND ${category})`;
    },
    score_booleans: (condition, parameters) => {
      const { key, value, operator } = condition as Keyed<'booleanObject'>;
      const named = `s.name = ${parameters.add(key)} AND s.data_type = 'BOOLEAN'`;
      return `${existence(operator === '=')} (SELECT FROM ${scores} AND ${named} AND s.value = ${value ? 1 : 0})`;
    },
  };
}

function existence(exists: boolean): string {
  return exists ? 'EXISTS' : 'NOT EXISTS';
}

const ANY: ReadonlySet<string> = new Set(['> 0', '>= 1']);
const NONE: ReadonlySet<string> = new Set(['= 0', '<= 0', '< 1']);

/** Whether there are any or none, the planner can find out in the way that suits; only other numbers are counted trace by trace. */
function countOf(level: Level, observations: string): FilterColumnSql {
  const ofLevel = `${observations} AND o.level = '${level}'`;
  return (condition, parameters) => {
    const { operator, value } = condition as Keyed<'number'>;
    const comparison = `${operator} ${value}`;
    if (ANY.has(comparison) || NONE.has(comparison))
      return `${existence(ANY.has(comparison))} (SELECT FROM ${ofLevel})`;
    return conditionOn(`(SELECT count(*) FROM ${ofLevel})`, condition, parameters);
  };
}

/** The gravest level is looked for from the top. Levels that nobody knows count as DEFAULT. */
function levelTest(condition: FilterCondition, some: (condition: string) => string): string {
  if (condition.type === 'null') return `observation_count ${condition.operator === 'is null' ? '=' : '>'} 0`;
  const notGraver = `error_count = 0 AND NOT ${some(`o.level = 'WARNING'`)}`;
  const tests: Readonly<Record<Level, string>> = {
    ERROR: 'error_count > 0',
    WARNING: `(error_count = 0 AND ${some(`o.level = 'WARNING'`)})`,
    DEFAULT: `(${notGraver} AND ${some(`o.level NOT IN ('WARNING', 'DEBUG')`)})`,
    DEBUG: `(observation_count > 0 AND error_count = 0 AND NOT ${some(`o.level <> 'DEBUG'`)})`,
  };
  const met = levelsThatMeet(condition);
  return met.length === 0 ? 'false' : `(${met.map((level) => tests[level]).join(' OR ')})`;
}
