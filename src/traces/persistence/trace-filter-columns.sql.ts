import type { FilterCondition } from '../../common/filter/filter-condition.js';
import { optionsTest, type FilterColumnSql } from '../../database/filter-conditions.sql.js';
import type { SqlParameters } from '../../database/sql-parameters.js';
import type { TraceColumn } from '../domain/trace-filter-columns.js';
import { LATENCY, TOTAL_COST } from './trace-order.sql.js';

type Keyed<T extends FilterCondition['type']> = Extract<FilterCondition, { readonly type: T }>;

/**
 * Where the columns of a filter are found, for statements that read `traces`. Figures that are kept on the trace are taken from there;
 * the others are counted from its observations by their primary key, trace by trace.
 * @param project the place of the project's id among the parameters
 */
export function traceFilterColumns(project: string): Readonly<Record<TraceColumn, FilterColumnSql>> {
  const ofObservations = (expression: string): string =>
    `(SELECT ${expression} FROM observations o WHERE o.project_id = ${project} AND o.trace_id = traces.id)`;
  const countOf = (level: string): string => ofObservations(`count(*) FILTER (WHERE o.level = '${level}')`);
  return {
    id: 'traces.id',
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
    inputCost: ofObservations('COALESCE(sum(o.calculated_input_cost), 0)'),
    outputCost: ofObservations('COALESCE(sum(o.calculated_output_cost), 0)'),
    totalCost: TOTAL_COST,
    level: `CASE WHEN error_count > 0 THEN 'ERROR' WHEN observation_count > 0 THEN ${ofObservations(GRAVEST)} END`,
    errorCount: 'error_count',
    warningCount: countOf('WARNING'),
    defaultCount: countOf('DEFAULT'),
    debugCount: countOf('DEBUG'),
    scores_avg: (condition, parameters) =>
      averageTest(condition as Keyed<'numberObject'>, project, parameters),
    score_categories: (condition, parameters) => {
      const { key, value, operator } = condition as Keyed<'categoryOptions'>;
      const category = optionsTest('s.string_value', 'any of', value, parameters);
      return scoreTest(operator === 'any of', `s.data_type = 'CATEGORICAL' AND ${category}`, {
        key,
        project,
        parameters,
      });
    },
    score_booleans: (condition, parameters) => {
      const { key, value, operator } = condition as Keyed<'booleanObject'>;
      const flag = `s.data_type = 'BOOLEAN' AND s.value = ${value ? 1 : 0}`;
      return scoreTest(operator === '=', flag, { key, project, parameters });
    },
  };
}

/** Levels that nobody knows count as DEFAULT. */
const GRAVEST = `(ARRAY['DEBUG', 'DEFAULT', 'WARNING'])
  [max(CASE o.level WHEN 'WARNING' THEN 3 WHEN 'DEBUG' THEN 1 ELSE 2 END)]`;

/** All scores of the name are read by their index, once, and not trace by trace. */
function averageTest(
  { key, operator, value }: Keyed<'numberObject'>,
  project: string,
  parameters: SqlParameters,
): string {
  return `traces.id IN (SELECT s.trace_id FROM scores s
    WHERE s.project_id = ${project} AND s.name = ${parameters.add(key)} AND s.trace_id = s.subject_id
      AND s.data_type IN ('NUMERIC', 'BOOLEAN')
    GROUP BY s.trace_id HAVING avg(s.value) ${operator} ${parameters.add(value)}::numeric)`;
}

interface ScoreTest {
  readonly key: string;
  readonly project: string;
  readonly parameters: SqlParameters;
}

function scoreTest(exists: boolean, condition: string, { key, project, parameters }: ScoreTest): string {
  return `${exists ? 'EXISTS' : 'NOT EXISTS'} (SELECT FROM scores s
    WHERE s.project_id = ${project} AND s.subject_id = traces.id AND s.trace_id = traces.id
      AND s.name = ${parameters.add(key)} AND ${condition})`;
}
