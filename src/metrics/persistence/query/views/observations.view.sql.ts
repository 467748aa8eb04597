import { effectiveAmounts } from '../../../../database/effective-amounts.sql.js';
import { knownAmounts, pricedCostsOf, usageByBucket } from '../../../../database/price-sheets.sql.js';
import { idColumn } from '../../../../database/id-conditions.sql.js';
import type {
  ObservationDimension,
  ObservationFilterColumn,
  ObservationMeasure,
} from '../../../domain/query/views/observations.view.js';
import {
  closedMap,
  millisecondsBetween,
  millisecondsOf,
  monthOf,
  type Expression,
  type KeptSql,
  type MeasureExpression,
  type ViewSql,
} from '../view-sql.js';

type Join = 'trace' | 'usage' | 'cost' | 'tool' | 'calledTool';

const MODEL = `NULLIF(o.model, '')`;
const AMOUNTS = effectiveAmounts('o');

/** What was sent and what was priced exclude each other. */
const SENT_COSTS = `COALESCE(NULLIF(o.cost_details, '{}'),
  CASE WHEN o.price_sheet IS NULL THEN ${knownAmounts(AMOUNTS.inputCost, AMOUNTS.outputCost, AMOUNTS.totalCost)} END)`;

/** Where amounts came without details, they are the buckets. Whatever costs anything has a total. */
const JOINS: Readonly<Record<Join, string>> = {
  trace: 'LEFT JOIN traces AS t ON t.project_id = o.project_id AND t.id = o.trace_id',
  usage: `CROSS JOIN LATERAL ${membersIn(usageByBucket('o'))} AS usage (type, amount)`,
  cost: `CROSS JOIN LATERAL (
    SELECT key AS type, value AS amount FROM ${membersIn(SENT_COSTS)} WHERE key <> 'total' UNION ALL
    SELECT type, amount FROM (${pricedCostsOf('o')}) AS priced WHERE type <> 'total' UNION ALL
    SELECT 'total', (${AMOUNTS.totalCost})::text WHERE ${AMOUNTS.totalCost} IS NOT NULL) AS cost`,
  tool: 'CROSS JOIN LATERAL unnest(o.tool_names) AS tool (name)',
  calledTool: 'CROSS JOIN LATERAL (SELECT DISTINCT unnest(o.called_tool_names) AS name) AS called_tool',
};

/** What nobody knows adds nothing, as in the figures that the ingest keeps. */
const INPUT_TOKENS = `COALESCE(${AMOUNTS.inputTokens}, 0)`;
const OUTPUT_TOKENS = `COALESCE(${AMOUNTS.outputTokens}, 0)`;
const TOTAL_TOKENS = `COALESCE(${AMOUNTS.totalTokens}, 0)`;
const INPUT_COST = `COALESCE(${AMOUNTS.inputCost}, 0)`;
const OUTPUT_COST = `COALESCE(${AMOUNTS.outputCost}, 0)`;
const TOTAL_COST = `COALESCE(${AMOUNTS.totalCost}, 0)`;

const LATENCY = `COALESCE(${millisecondsOf('o.latency')}, ${millisecondsBetween('o.start_time', 'o.end_time')})`;
const STREAMING = millisecondsBetween('o.completion_start_time', 'o.end_time');
const FIRST_TOKEN = millisecondsBetween('o.start_time', 'o.completion_start_time');

/** A row for each member of an object. */
function membersIn(object: string): string {
  return `jsonb_each_text(CASE jsonb_typeof(${object}) WHEN 'object' THEN ${object} END)`;
}

function amountOf(alias: 'usage' | 'cost'): MeasureExpression<Join> {
  const amount = `${alias}.amount`;
  return {
    sql: `CASE WHEN ${amount} ~ '^[0-9]+([.][0-9]+)?$' THEN ${amount}::numeric END`,
    join: alias,
    form: 'exact',
  };
}

function ofTrace(column: string): Expression<Join> {
  return { sql: `t.${column}`, join: 'trace' };
}

/** Attributes of spans stay in the metadata under their names. */
function ofExperiment(attribute: string): Expression<Join> {
  return { sql: `(o.metadata -> 'attributes' ->> 'langfuse.experiment.${attribute}')` };
}

function id(sql: string): Expression<Join> {
  return { sql, filter: idColumn(sql) };
}

function exact(sql: string): MeasureExpression<Join> {
  return { sql, form: 'exact' };
}

/** Nothing where there are no tokens or it took no time. */
function perSecond(tokens: string, milliseconds: string): string {
  return `NULLIF(${tokens}, 0)::numeric * 1000 / NULLIF(GREATEST(${milliseconds}, 0), 0)`;
}

const DIMENSIONS: Readonly<Record<ObservationDimension, Expression<Join>>> = {
  id: id('o.id'),
  traceId: id('o.trace_id'),
  traceName: ofTrace('name'),
  environment: { sql: 'o.environment' },
  parentObservationId: id('o.parent_observation_id'),
  isRootObservation: { sql: '(o.parent_observation_id IS NULL OR o.is_app_root IS TRUE)' },
  type: { sql: 'o.type' },
  name: { sql: 'o.name' },
  level: { sql: 'o.level' },
  version: { sql: 'o.version' },
  tags: ofTrace('tags'),
  providedModelName: { sql: MODEL },
  promptName: { sql: 'o.prompt_name' },
  promptVersion: { sql: 'o.prompt_version' },
  userId: ofTrace('user_id'),
  sessionId: ofTrace('session_id'),
  release: ofTrace('release'),
  traceRelease: ofTrace('release'),
  traceVersion: ofTrace('version'),
  startTimeMonth: { sql: monthOf('o.start_time') },
  toolNames: { sql: 'tool.name', join: 'tool' },
  calledToolNames: { sql: 'called_tool.name', join: 'calledTool' },
  experimentId: ofExperiment('id'),
  experimentName: ofExperiment('name'),
  experimentDatasetId: ofExperiment('dataset.id'),
  experimentItemId: ofExperiment('item.id'),
  usageType: { sql: 'usage.type', join: 'usage' },
  costType: { sql: 'cost.type', join: 'cost' },
};

const MEASURES: Readonly<Record<ObservationMeasure, MeasureExpression<Join>>> = {
  count: exact('1'),
  latency: exact(LATENCY),
  streamingLatency: exact(STREAMING),
  timeToFirstToken: exact(`COALESCE(${millisecondsOf('o.time_to_first_token')}, ${FIRST_TOKEN})`),
  interTokenLatency: exact(`${STREAMING} / NULLIF(GREATEST(${OUTPUT_TOKENS} - 1, 0), 0)`),
  inputTokens: exact(INPUT_TOKENS),
  outputTokens: exact(OUTPUT_TOKENS),
  totalTokens: exact(TOTAL_TOKENS),
  outputTokensPerSecond: exact(perSecond(OUTPUT_TOKENS, STREAMING)),
  tokensPerSecond: exact(perSecond(TOTAL_TOKENS, LATENCY)),
  inputCost: exact(INPUT_COST),
  outputCost: exact(OUTPUT_COST),
  totalCost: exact(TOTAL_COST),
  countScores: exact(
    `(SELECT count(*) FROM scores AS c
      WHERE c.project_id = o.project_id AND c.subject_id = o.trace_id AND c.observation_id = o.id)`,
  ),
  toolDefinitions: exact('COALESCE(cardinality(o.tool_names), 0)'),
  toolCalls: exact('COALESCE(cardinality(o.called_tool_names), 0)'),
  traceId: { sql: 'o.trace_id', form: 'text' },
  uniqueUserIds: { ...ofTrace('user_id'), form: 'text' },
  uniqueSessionIds: { ...ofTrace('session_id'), form: 'text' },
  usageByType: amountOf('usage'),
  costByType: amountOf('cost'),
};

const FILTERS: Readonly<Record<Exclude<ObservationFilterColumn, ObservationDimension>, Expression<Join>>> = {
  startTime: { sql: 'o.start_time' },
  endTime: { sql: 'o.end_time' },
  statusMessage: { sql: 'o.status_message' },
  metadata: { sql: 'o.metadata' },
};

/** The rules by which the ingest keeps them: usage_hourly has no null as a model. */
const KEPT: KeptSql = {
  table: 'usage_hourly',
  columns: closedMap({ environment: 'o.environment', type: 'o.type', model: `COALESCE(o.model, '')` }),
  count: 'observation_count',
  sums: closedMap({
    inputTokens: { kept: 'input_tokens', counted: INPUT_TOKENS },
    outputTokens: { kept: 'output_tokens', counted: OUTPUT_TOKENS },
    totalTokens: { kept: 'total_tokens', counted: TOTAL_TOKENS },
    inputCost: { kept: 'input_cost', counted: INPUT_COST },
    outputCost: { kept: 'output_cost', counted: OUTPUT_COST },
    totalCost: { kept: 'total_cost', counted: TOTAL_COST },
  }),
  dimensions: new Set<ObservationDimension>(['environment', 'type', 'providedModelName', 'startTimeMonth']),
};

export const OBSERVATIONS_SQL: ViewSql<Join> = {
  table: 'observations',
  alias: 'o',
  time: 'start_time',
  joins: JOINS,
  dimensions: closedMap(DIMENSIONS),
  measures: closedMap(MEASURES),
  filters: closedMap(FILTERS),
  kept: KEPT,
};
