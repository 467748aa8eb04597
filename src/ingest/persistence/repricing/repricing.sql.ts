import { IS_OPEN } from './typeorm-reprice-job.store.js';

/** $1, $2: project and id of a job that is open. None where somebody else is at it. */
export const TAKE_JOB = `
  SELECT from_time, to_time, model, total, cursor_time, cursor_trace_id, cursor_id FROM reprice_jobs
  WHERE project_id = $1 AND id = $2 AND ${IS_OPEN} FOR UPDATE SKIP LOCKED`;

/**
 * From $3 on: where it has come to, how many more are done and changed, how many there are in all, whether it is over, when. More may have come
 * since they were counted.
 */
export const KEEP_PROGRESS = `
  UPDATE reprice_jobs SET cursor_time = $3, cursor_trace_id = $4, cursor_id = $5, done = done + $6, changed = changed + $7,
    total = CASE WHEN $9 THEN done + $6 ELSE GREATEST($8::bigint, done + $6) END, state = CASE WHEN $9 THEN 'done' ELSE 'running' END,
    finished_at = CASE WHEN $9 THEN $10::timestamptz END
  WHERE project_id = $1 AND id = $2`;

/** The observations of a project after ($2, $3, $4) that begin before $5, in the order of the index by start, which is found by the first condition. */
export const NEXT_OBSERVATIONS = `
  SELECT start_time, trace_id, id, model FROM observations
  WHERE project_id = $1 AND start_time >= $2 AND (start_time, trace_id, id) > ($2, $3, $4) AND start_time < $5
  ORDER BY start_time, trace_id, id LIMIT $6`;

/** How many begin in whole hours ($2 to before $3), from the figures that are kept; $4: of this model, null: of all. */
export const COUNT_HOURS = `
  SELECT COALESCE(sum(observation_count), 0)::bigint AS count FROM usage_hourly
  WHERE project_id = $1 AND hour >= $2 AND hour < $3 AND ($4::text IS NULL OR model = $4)`;

/** The same of a part of an hour, both ends included. */
export const COUNT_EDGE = `
  SELECT count(*) AS count FROM observations
  WHERE project_id = $1 AND start_time >= $2 AND start_time <= $3 AND ($4::text IS NULL OR model = $4)`;
