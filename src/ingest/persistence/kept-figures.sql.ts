/** Statements that add changes to the kept figures. $1: rows as JSON, in the order in which they are locked. */

export const ADD_USAGE = `
  INSERT INTO usage_hourly AS u (project_id, environment, hour, type, model, observation_count, error_count,
    input_tokens, output_tokens, total_tokens, input_cost, output_cost, total_cost)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(project_id text, environment text, hour timestamptz, type text, model text,
    observation_count bigint, error_count bigint, input_tokens bigint, output_tokens bigint, total_tokens bigint,
    input_cost numeric, output_cost numeric, total_cost numeric)
  ON CONFLICT (project_id, hour, environment, type, model) DO UPDATE SET
    observation_count = u.observation_count + EXCLUDED.observation_count,
    error_count = u.error_count + EXCLUDED.error_count,
    input_tokens = u.input_tokens + EXCLUDED.input_tokens,
    output_tokens = u.output_tokens + EXCLUDED.output_tokens,
    total_tokens = u.total_tokens + EXCLUDED.total_tokens,
    input_cost = u.input_cost + EXCLUDED.input_cost,
    output_cost = u.output_cost + EXCLUDED.output_cost,
    total_cost = u.total_cost + EXCLUDED.total_cost`;

export const ADD_HOURLY_TRACES = `
  INSERT INTO traces_hourly AS h (project_id, environment, hour, trace_count)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(project_id text, environment text, hour timestamptz, trace_count bigint)
  ON CONFLICT (project_id, hour, environment) DO UPDATE SET trace_count = h.trace_count + EXCLUDED.trace_count`;

export const ADD_HOURLY_SCORES = `
  INSERT INTO scores_hourly AS h (project_id, environment, hour, source, data_type, score_count, trace_score_count)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(project_id text, environment text, hour timestamptz, source text, data_type text,
    score_count bigint, trace_score_count bigint)
  ON CONFLICT (project_id, hour, environment, source, data_type) DO UPDATE SET
    score_count = h.score_count + EXCLUDED.score_count, trace_score_count = h.trace_score_count + EXCLUDED.trace_score_count`;

/** Of traces that are new: rows in binary COPY format. */
export const COPY_TRACE_USAGE =
  'COPY trace_usage (project_id, trace_id, environment, day, model, generation_count) FROM STDIN (FORMAT binary)';

/** Returns how many generations each trace has now. */
export const ADD_TRACE_USAGE = `
  INSERT INTO trace_usage AS t (project_id, trace_id, environment, day, model, generation_count)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(project_id text, trace_id text, environment text, day timestamptz, model text,
    generation_count integer)
  ON CONFLICT (project_id, trace_id, day, environment, model) DO UPDATE SET
    generation_count = t.generation_count + EXCLUDED.generation_count
  RETURNING project_id, trace_id, environment, day, model, generation_count`;

export const ADD_MODEL_TRACES = `
  INSERT INTO model_traces_daily AS m (project_id, environment, day, model, trace_count)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(project_id text, environment text, day timestamptz, model text, trace_count bigint)
  ON CONFLICT (project_id, day, environment, model) DO UPDATE SET trace_count = m.trace_count + EXCLUDED.trace_count`;

/** $1, $2: project and id of traces whose rows this transaction has locked already. */
export const READ_EXTREMES_AGAIN = `
  UPDATE traces AS t SET
    first_start = (SELECT min(o.start_time) FROM observations o WHERE o.project_id = t.project_id AND o.trace_id = t.id),
    last_end = (SELECT max(o.end_time) FROM observations o WHERE o.project_id = t.project_id AND o.trace_id = t.id)
  FROM unnest($1::text[], $2::text[]) AS k(project_id, id)
  WHERE t.project_id = k.project_id AND t.id = k.id`;
