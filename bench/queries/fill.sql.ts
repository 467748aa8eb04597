/**
 * Statements that fill the tables on the database's own side. Traces are numbered from the newest (0) into the past, one every
 * 25 s, so that a question about the newest or about an hour has the same answer however many there are.
 * $1: number of the first trace, $2: of the last.
 */
export const OBSERVATIONS_PER_TRACE = 10;
export const SECONDS_BETWEEN_TRACES = 25;

const TRACE_TIME = (number: string): string =>
  `date_trunc('second', $3::timestamptz) - make_interval(secs => ${number} * ${SECONDS_BETWEEN_TRACES})`;
const ENVIRONMENT = (number: string): string =>
  `(ARRAY['production', 'staging', 'development'])[1 + ${number} % 3]`;
const MODEL = `(ARRAY['gpt-4o-mini', 'claude-sonnet-4', 'qwen2.5-72b-instruct'])[1 + s % 3]`;
/** One trace of 50 has a guardrail. */
const TYPE = `CASE WHEN s = 9 AND n % 50 = 7 THEN 'GUARDRAIL'
  ELSE (ARRAY['GENERATION', 'SPAN', 'GENERATION', 'TOOL', 'GENERATION'])[1 + s % 5] END`;
const LEVEL = `CASE WHEN s = 3 AND n % 20 = 7 THEN 'ERROR' WHEN s = 4 AND n % 10 = 7 THEN 'WARNING' ELSE 'DEFAULT' END`;

const OBSERVATION_ROWS = `
  SELECT n, s, 'trace-' || n AS trace_id, ${TYPE} AS type, ${MODEL} AS model, ${ENVIRONMENT('n')} AS environment, ${LEVEL} AS level,
    ${TRACE_TIME('n')} + make_interval(secs => s) AS start_time,
    ${TRACE_TIME('n')} + make_interval(secs => s + 0.5 + n % 7) AS end_time,
    CASE WHEN ${TYPE} = 'GENERATION' THEN ${TRACE_TIME('n')} + make_interval(secs => s + 0.1 + (n % 5) / 20.0) END AS completion_start_time,
    100 + n % 900 AS prompt_tokens, 20 + n % 80 AS completion_tokens, (n % 100)::numeric / 100000 AS cost
  FROM generate_series($1::int, $2::int) AS n, generate_series(0, ${OBSERVATIONS_PER_TRACE - 1}) AS s`;

const FILL_OBSERVATIONS = `
  INSERT INTO observations (project_id, trace_id, id, parent_observation_id, type, name, level, version, environment, start_time,
    end_time, completion_start_time, model, input, output, metadata, prompt_tokens, completion_tokens, total_tokens, price_sheet, priced_total_cost, created_at, updated_at, stamp)
  SELECT 'default', trace_id, trace_id || '-' || s, CASE WHEN s > 0 THEN trace_id || '-0' END, type,
    CASE WHEN s = 9 THEN 'step-' || s || '-' || n % 100 ELSE 'step-' || s END, level, CASE WHEN n % 10 = 7 THEN 'v7' END, environment,
    start_time, end_time, completion_start_time, model,
    '{"content":"' || repeat('what was asked ', 20) || '"}', '{"content":"' || repeat('what was answered ', 10) || '"}',
    '{"turn_id": "turn-1"}', prompt_tokens, completion_tokens, prompt_tokens + completion_tokens, 1 + s % 3, cost,
    $3::timestamptz, $3::timestamptz, '1'
  FROM (${OBSERVATION_ROWS}) AS o`;

/** By which the observations of each model were priced. */
const FILL_PRICE_SHEETS = `
  INSERT INTO price_sheets (project_id, id, sheet)
  SELECT 'default', 1 + s % 3, jsonb_build_object('modelId', ${MODEL}, 'modelName', ${MODEL}, 'product', ${MODEL}, 'tierId', 'standard',
    'tierName', 'Standard', 'prices', '{"input": "0.00000015", "output": "0.0000006"}'::jsonb, 'pricedAs', '{}'::jsonb,
    'unpriced', '[]'::jsonb, 'source', 'bench', 'pricedOn', '2026-01-31')
  FROM generate_series(0, 2) AS s WHERE $1::int <= $2::int AND $3::timestamptz IS NOT NULL
  ON CONFLICT DO NOTHING`;

const FILL_TRACES = `
  INSERT INTO traces (project_id, id, "timestamp", environment, name, user_id, session_id, release, version, tags, metadata,
    input, output, observation_count, error_count, first_start, last_end, input_tokens, output_tokens, total_tokens,
    observed_cost, created_at, updated_at, stamp)
  SELECT 'default', trace_id, min(start_time), min(environment), 'flow-' || n % 20, 'user-' || n % 500, 'session-' || n / 5,
    '1.' || n % 10, '2', ARRAY['tag-' || n % 10, 'all'], '{"region": "eu"}', '{"question":"what"}', '{"answer":"that"}',
    count(*), count(*) FILTER (WHERE level = 'ERROR'), min(start_time), max(end_time), sum(prompt_tokens), sum(completion_tokens),
    sum(prompt_tokens + completion_tokens), sum(cost), $3::timestamptz, $3::timestamptz, '1'
  FROM (${OBSERVATION_ROWS}) AS o GROUP BY n, trace_id`;

const FILL_TRACES_HOURLY = `
  INSERT INTO traces_hourly (project_id, environment, hour, trace_count)
  SELECT 'default', environment, date_trunc('hour', start_time, 'UTC'), count(*)
  FROM (${OBSERVATION_ROWS}) AS o WHERE s = 0 GROUP BY 2, 3
  ON CONFLICT (project_id, hour, environment) DO UPDATE SET trace_count = traces_hourly.trace_count + EXCLUDED.trace_count`;

const FILL_USAGE_HOURLY = `
  INSERT INTO usage_hourly AS u (project_id, environment, hour, type, model, observation_count, error_count, input_tokens,
    output_tokens, total_tokens, input_cost, output_cost, total_cost)
  SELECT 'default', environment, date_trunc('hour', start_time, 'UTC'), type, model, count(*), count(*) FILTER (WHERE level = 'ERROR'),
    sum(prompt_tokens),
    sum(completion_tokens), sum(prompt_tokens + completion_tokens), 0, 0, sum(cost)
  FROM (${OBSERVATION_ROWS}) AS o GROUP BY 2, 3, 4, 5
  ON CONFLICT (project_id, hour, environment, type, model) DO UPDATE SET
    observation_count = u.observation_count + EXCLUDED.observation_count, error_count = u.error_count + EXCLUDED.error_count,
    input_tokens = u.input_tokens + EXCLUDED.input_tokens, output_tokens = u.output_tokens + EXCLUDED.output_tokens,
    total_tokens = u.total_tokens + EXCLUDED.total_tokens, total_cost = u.total_cost + EXCLUDED.total_cost`;

const FILL_TRACE_USAGE = `
  INSERT INTO trace_usage (project_id, trace_id, environment, day, model, generation_count)
  SELECT 'default', trace_id, environment, date_trunc('day', start_time, 'UTC'), model, count(*)
  FROM (${OBSERVATION_ROWS}) AS o WHERE type = 'GENERATION' GROUP BY 2, 3, 4, 5`;

const FILL_MODEL_TRACES = `
  INSERT INTO model_traces_daily AS m (project_id, environment, day, model, trace_count)
  SELECT 'default', environment, date_trunc('day', start_time, 'UTC'), model, count(DISTINCT trace_id)
  FROM (${OBSERVATION_ROWS}) AS o WHERE type = 'GENERATION' GROUP BY 2, 3, 4
  ON CONFLICT (project_id, day, environment, model) DO UPDATE SET trace_count = m.trace_count + EXCLUDED.trace_count`;

const FILL_SESSIONS = `
  INSERT INTO sessions (project_id, id, environment, created_at)
  SELECT 'default', 'session-' || n / 5, min(environment), min(start_time) FROM (${OBSERVATION_ROWS}) AS o GROUP BY n / 5
  ON CONFLICT DO NOTHING`;

/** One of each trace and one of one of its observations. */
const FILL_SCORES = `
  INSERT INTO scores (project_id, subject_id, id, trace_id, observation_id, "timestamp", environment, name, data_type, value,
    string_value, comment, created_at, updated_at, stamp)
  SELECT 'default', trace_id, 'score-' || n || '-' || s, trace_id, CASE WHEN s = 1 THEN trace_id || '-1' END, start_time, environment,
    CASE WHEN s = 0 THEN 'quality-' || n % 10 ELSE 'tone' END, CASE WHEN s = 0 THEN 'NUMERIC' ELSE 'CATEGORICAL' END,
    CASE WHEN s = 0 THEN (n % 100) / 100.0 END, CASE WHEN s = 1 THEN 'friendly' END, 'as expected', $3::timestamptz, $3::timestamptz, '1'
  FROM (${OBSERVATION_ROWS}) AS o WHERE s < 2`;

const FILL_SCORES_HOURLY = `
  INSERT INTO scores_hourly AS h (project_id, environment, hour, source, data_type, score_count, trace_score_count)
  SELECT 'default', environment, date_trunc('hour', start_time, 'UTC'), 'API', CASE WHEN s = 0 THEN 'NUMERIC' ELSE 'CATEGORICAL' END,
    count(*), count(*)
  FROM (${OBSERVATION_ROWS}) AS o WHERE s < 2 GROUP BY 2, 3, 5
  ON CONFLICT (project_id, hour, environment, source, data_type) DO UPDATE SET
    score_count = h.score_count + EXCLUDED.score_count, trace_score_count = h.trace_score_count + EXCLUDED.trace_score_count`;

const FILL_COMMENTS = `
  INSERT INTO comments (project_id, id, object_type, object_id, content, author_user_id, created_at, updated_at)
  SELECT 'default', 'comment-' || n, 'TRACE', trace_id, 'to be looked at', 'user-' || n % 10, start_time, start_time
  FROM (${OBSERVATION_ROWS}) AS o WHERE s = 0 AND n % 10 = 7`;

/** In the order in which ingest writes them. */
export const FILL_TELEMETRY = [
  FILL_PRICE_SHEETS,
  FILL_OBSERVATIONS,
  FILL_TRACES,
  FILL_SESSIONS,
  FILL_SCORES,
  FILL_SCORES_HOURLY,
  FILL_COMMENTS,
  FILL_TRACE_USAGE,
  FILL_USAGE_HOURLY,
  FILL_TRACES_HOURLY,
  FILL_MODEL_TRACES,
];

/** $1 to $2: instants from the newest into the past, 15 s apart; $3: the newest. The series and the partitions exist. */
export const FILL_POINTS = `
  INSERT INTO metric_points (series_id, ts, value)
  SELECT m.id, date_trunc('second', $3::timestamptz) - make_interval(secs => n * 15), (m.id * 7 + n) % 100
  FROM generate_series($1::int, $2::int) AS n, metric_series AS m
  ON CONFLICT DO NOTHING`;
