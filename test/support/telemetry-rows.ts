import type { DataSource } from 'typeorm';
import type { Observation } from '../../src/traces/domain/observation.js';
import { toolsOf } from '../fakes/view-values.js';
import type { Score } from '../../src/traces/domain/scores/score.js';
import type { StoredTrace } from '../factories/trace.factory.js';

type Columns = Record<string, unknown>;

/** Stores traces, observations and scores as they are, without the ingest, and the figures that are kept about them. */
export async function storeTelemetry(
  dataSource: DataSource,
  traces: readonly StoredTrace[],
  observations: readonly Observation[],
  scores: readonly Score[] = [],
): Promise<void> {
  await insertRows(dataSource, 'traces', traces.map(traceColumns));
  await insertPriceSheets(dataSource, observations);
  await insertRows(dataSource, 'observations', observations.map(observationColumns));
  await insertRows(dataSource, 'scores', scores.map(scoreColumns));
  for (const statement of KEEP_FIGURES) await dataSource.query(statement);
}

/** All observations of a test are priced by the same terms. */
const PRICE_SHEET = 1;

async function insertPriceSheets(
  dataSource: DataSource,
  observations: readonly Observation[],
): Promise<void> {
  for (const { projectId, pricing } of observations) {
    if (pricing === null) continue;
    const amounts = new Set(['costs', 'inputCost', 'outputCost', 'totalCost']);
    const terms = Object.fromEntries(Object.entries(pricing).filter(([name]) => !amounts.has(name)));
    await dataSource.query(
      'INSERT INTO price_sheets (project_id, id, sheet) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [projectId, PRICE_SHEET, JSON.stringify(terms)],
    );
  }
}

/** One statement for all rows, which must have the same columns. */
async function insertRows(dataSource: DataSource, table: string, rows: readonly Columns[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first)
    .map((column) => `"${column}"`)
    .join(', ');
  const chunkSize = 500;
  for (let start = 0; start < rows.length; start += chunkSize) {
    const values: unknown[] = [];
    const tuples = rows.slice(start, start + chunkSize).map(
      (row) =>
        `(${Object.values(row)
          .map((value) => `$${values.push(value)}`)
          .join(', ')})`,
    );
    await dataSource.query(`INSERT INTO ${table} (${columns}) VALUES ${tuples.join(', ')}`, values);
  }
}

function traceColumns(trace: StoredTrace): Columns {
  return {
    project_id: trace.projectId,
    id: trace.id,
    timestamp: trace.timestamp,
    environment: trace.environment,
    name: trace.name,
    user_id: trace.userId,
    session_id: trace.sessionId,
    release: trace.release,
    version: trace.version,
    external_id: trace.externalId,
    tags: trace.tags,
    public: trace.public,
    bookmarked: trace.bookmarked,
    latency: trace.sent.latency,
    total_cost: trace.sent.totalCost,
    created_at: trace.createdAt,
    updated_at: trace.updatedAt,
    ...payloadColumns(trace.payload),
    stamp: '',
  };
}

/** What an answer shows as its counts and costs lies in other columns where the server has counted or priced them. */
function observationColumns(observation: Observation): Columns {
  const { pricing, isUsageEstimated, usageDetails } = observation;
  const costs = [observation.calculatedInputCost, observation.calculatedOutputCost];
  const [input, output, total] = [...costs, observation.calculatedTotalCost];
  return {
    project_id: observation.projectId,
    trace_id: observation.traceId,
    id: observation.id,
    type: observation.type,
    name: observation.name,
    environment: observation.environment,
    start_time: observation.startTime,
    end_time: observation.endTime,
    completion_start_time: observation.completionStartTime,
    parent_observation_id: observation.parentObservationId,
    is_app_root: observation.isAppRoot || null,
    level: observation.level,
    status_message: observation.statusMessage,
    version: observation.version,
    model: observation.model,
    model_id: observation.modelId,
    model_parameters: observation.modelParameters?.text,
    prompt_id: observation.promptId,
    prompt_name: observation.promptName,
    prompt_version: observation.promptVersion,
    prompt_tokens: isUsageEstimated ? null : observation.promptTokens,
    completion_tokens: isUsageEstimated ? null : observation.completionTokens,
    total_tokens: isUsageEstimated ? null : observation.totalTokens,
    unit: observation.unit,
    usage_details: isUsageEstimated ? null : usageDetails?.text,
    estimated_usage: isUsageEstimated ? usageDetails?.text : null,
    usage_sent: observation.usageSent?.text,
    cost_details: observation.costDetails?.text,
    price_sheet: pricing && PRICE_SHEET,
    tool_names: toolsOf(observation).defined,
    called_tool_names: toolsOf(observation).called,
    input_price: observation.inputPrice,
    output_price: observation.outputPrice,
    total_price: observation.totalPrice,
    calculated_input_cost: pricing === null ? input : null,
    priced_input_cost: pricing === null ? null : input,
    calculated_output_cost: pricing === null ? output : null,
    priced_output_cost: pricing === null ? null : output,
    calculated_total_cost: pricing === null ? total : null,
    priced_total_cost: pricing === null ? null : total,
    latency: observation.latency,
    time_to_first_token: observation.timeToFirstToken,
    created_at: observation.createdAt,
    updated_at: observation.updatedAt,
    ...payloadColumns(observation.payload),
    stamp: '',
  };
}

function scoreColumns(score: Score): Columns {
  return {
    project_id: score.projectId,
    subject_id: score.traceId ?? score.sessionId ?? score.datasetRunId,
    id: score.id,
    trace_id: score.traceId,
    session_id: score.sessionId,
    dataset_run_id: score.datasetRunId,
    observation_id: score.observationId,
    timestamp: score.timestamp,
    environment: score.environment,
    name: score.name,
    source: score.source,
    data_type: score.dataType,
    value: score.value,
    string_value: score.stringValue,
    comment: score.comment,
    metadata: score.metadata?.text,
    config_id: score.configId,
    queue_id: score.queueId,
    author_user_id: score.authorUserId,
    created_at: score.createdAt,
    updated_at: score.updatedAt,
    stamp: '',
  };
}

function payloadColumns({ input, output, metadata }: StoredTrace['payload']): Columns {
  return { input: input?.text, output: output?.text, metadata: metadata?.text };
}

const INPUT_TOKENS = `COALESCE(prompt_tokens, (estimated_usage ->> 'input')::bigint, 0)`;
const OUTPUT_TOKENS = `COALESCE(completion_tokens, (estimated_usage ->> 'output')::bigint, 0)`;
const TOTAL_TOKENS = `COALESCE(total_tokens, (estimated_usage ->> 'total')::bigint, ${INPUT_TOKENS} + ${OUTPUT_TOKENS})`;
const TOTAL_COST = `COALESCE(calculated_total_cost, priced_total_cost, COALESCE(calculated_input_cost, 0) + COALESCE(calculated_output_cost, 0))`;

/** What the ingest keeps, computed anew from all rows. */
const KEEP_FIGURES = [
  `UPDATE traces t SET observation_count = o.count, error_count = o.errors, first_start = o.first_start, last_end = o.last_end,
     input_tokens = o.input, output_tokens = o.output, total_tokens = o.total, observed_cost = o.cost
   FROM (SELECT project_id, trace_id, count(*) AS count, count(*) FILTER (WHERE level = 'ERROR') AS errors,
           min(start_time) AS first_start, max(end_time) AS last_end, sum(${INPUT_TOKENS}) AS input,
           sum(${OUTPUT_TOKENS}) AS output, sum(${TOTAL_TOKENS}) AS total, sum(${TOTAL_COST}) AS cost FROM observations GROUP BY project_id, trace_id) o
   WHERE t.project_id = o.project_id AND t.id = o.trace_id`,
  'TRUNCATE usage_hourly, traces_hourly, scores_hourly, trace_usage, model_traces_daily',
  `INSERT INTO usage_hourly
   SELECT project_id, environment, date_trunc('hour', start_time), type, COALESCE(model, ''), count(*),
     count(*) FILTER (WHERE level = 'ERROR'), sum(${INPUT_TOKENS}), sum(${OUTPUT_TOKENS}),
     sum(${TOTAL_TOKENS}), sum(COALESCE(calculated_input_cost, priced_input_cost, 0)), sum(COALESCE(calculated_output_cost, priced_output_cost, 0)), sum(${TOTAL_COST})
   FROM observations GROUP BY 1, 2, 3, 4, 5`,
  `INSERT INTO traces_hourly
   SELECT project_id, environment, date_trunc('hour', "timestamp"), count(*) FROM traces GROUP BY 1, 2, 3`,
  `INSERT INTO scores_hourly
   SELECT project_id, environment, date_trunc('hour', "timestamp"), source, data_type, count(*), count(trace_id)
   FROM scores GROUP BY 1, 2, 3, 4, 5`,
  `INSERT INTO trace_usage
   SELECT project_id, trace_id, environment, date_trunc('day', start_time), COALESCE(model, ''), count(*)
   FROM observations WHERE type = 'GENERATION' GROUP BY 1, 2, 3, 4, 5`,
  `INSERT INTO model_traces_daily
   SELECT project_id, environment, day, model, count(*) FROM trace_usage GROUP BY 1, 2, 3, 4`,
];
