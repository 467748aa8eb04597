/**
 * Statements that delete what belongs to one trace, unless they say otherwise; $1, $2: project and trace. Rows are locked in the order in which writers lock them,
 * which sort by the characters of the keys.
 */

/** Compared as a whole, the key is found by its own index and by no other: that of ids alone would be followed through the whole project. */
const KEY = '(project_id, trace_id, id)';

/** $3: the first so many in the order of the index; null: all. */
export const LOCK_OBSERVATIONS = `
  SELECT count(*) AS locked FROM (
    SELECT id FROM observations WHERE project_id = $1 AND trace_id = $2 AND ${KEY} <= ($1, $2, (
      SELECT max(id) FROM (
        SELECT id FROM observations WHERE project_id = $1 AND trace_id = $2 ORDER BY project_id, trace_id, id LIMIT $3::bigint) AS ids))
    ORDER BY id COLLATE "C" FOR UPDATE) AS l`;

/** What an observation has added to the figures. */
const ADDED = `id, environment, type, model, start_time, end_time, level, prompt_tokens, completion_tokens, total_tokens,
  calculated_input_cost, calculated_output_cost, calculated_total_cost, priced_input_cost, priced_output_cost, priced_total_cost,
  estimated_usage`;

/**
 * Those above the id $3, in the order of the index, $4 at most. As a range, so that there is but one way to find them. Returns what they
 * have added, and the last id.
 */
export const DELETE_OBSERVATIONS = `
  WITH page AS (
    SELECT max(id) AS last FROM (
      SELECT id FROM observations WHERE project_id = $1 AND trace_id = $2 AND ${KEY} > ($1, $2, $3)
      ORDER BY project_id, trace_id, id LIMIT $4) AS ids)
  DELETE FROM observations WHERE project_id = $1 AND trace_id = $2
    AND ${KEY} > ($1, $2, $3) AND ${KEY} <= ($1, $2, (SELECT last FROM page))
  RETURNING ${ADDED}, (SELECT last FROM page) AS last`;

/** Those that nobody is writing, $3 at most. */
export const LOCK_IDLE_OBSERVATIONS = `
  SELECT id FROM observations WHERE project_id = $1 AND trace_id = $2 LIMIT $3 FOR UPDATE SKIP LOCKED`;

/** $3: their ids. */
export const DELETE_LOCKED_OBSERVATIONS = `
  DELETE FROM observations WHERE project_id = $1 AND trace_id = $2 AND id = ANY ($3::text[]) RETURNING ${ADDED}`;

export const DELETE_TRACE_USAGE = deleteTraceUsage('FOR UPDATE');
export const DELETE_IDLE_TRACE_USAGE = deleteTraceUsage('FOR UPDATE SKIP LOCKED');

/** From $3 on: the changes of its figures. Returns those that do not add up. */
export const CHANGE_TRACE_FIGURES = `
  UPDATE traces SET observation_count = observation_count + $3, error_count = error_count + $4, input_tokens = input_tokens + $5,
    output_tokens = output_tokens + $6, total_tokens = total_tokens + $7, observed_cost = observed_cost + $8
  WHERE project_id = $1 AND id = $2 RETURNING first_start, last_end`;

/** Returns where the trace was counted. */
export const DELETE_TRACE = `DELETE FROM traces WHERE project_id = $1 AND id = $2 RETURNING environment, "timestamp"`;

/** Where a score was counted. */
const COUNTED_SCORE = `environment, "timestamp", source, data_type, trace_id IS NOT NULL AS is_of_trace`;

export const DELETE_SCORES_OF_TRACE = `
  WITH locked AS (
    SELECT id AS locked_id FROM scores WHERE project_id = $1 AND subject_id = $2 AND trace_id = $2 ORDER BY id COLLATE "C" FOR UPDATE)
  DELETE FROM scores s USING locked l WHERE s.project_id = $1 AND s.subject_id = $2 AND s.id = l.locked_id
  RETURNING ${COUNTED_SCORE}`;

/** Who keeps the media looks at what has lost links; locked, so that nobody does before the links are gone. $1, $2: project and traces. */
export const DELETE_MEDIA_LINKS = `
  WITH gone AS (DELETE FROM media_links WHERE project_id = $1 AND trace_id = ANY ($2::text[]) RETURNING project_id, media_id)
  INSERT INTO media_unlinked (project_id, media_id) SELECT DISTINCT project_id, media_id FROM gone ORDER BY media_id
  ON CONFLICT (project_id, media_id) DO UPDATE SET media_id = EXCLUDED.media_id`;

/** $1, $2: project and traces. */
export const DELETE_COMMENTS_ON_TRACES = `
  DELETE FROM comments WHERE project_id = $1 AND object_type = 'TRACE' AND object_id = ANY ($2::text[])`;

/** $1, $2: project and ids of observations that are deleted. Comments do not say of which trace the observation is: another may have one of its id. */
export const DELETE_COMMENTS_ON_OBSERVATIONS = `
  DELETE FROM comments c WHERE c.project_id = $1 AND c.object_type = 'OBSERVATION' AND c.object_id = ANY ($2::text[])
    AND NOT EXISTS (SELECT FROM observations o WHERE o.project_id = $1 AND o.id = c.object_id)`;

/** $1, $2: project and id, whatever the score is about. */
export const DELETE_SCORES_BY_ID = `DELETE FROM scores WHERE project_id = $1 AND id = $2 RETURNING ${COUNTED_SCORE}`;

/** $1, $2: project and traces. Those that are there, and how large they are. */
export const MEASURE_TRACES =
  'SELECT id, observation_count FROM traces WHERE project_id = $1 AND id = ANY ($2::text[])';

/** $1, $2: project and traces. Those of which observations or their usage are there, also what somebody else has locked. */
export const FIND_LEFT = `
  SELECT k.id FROM unnest($2::text[]) AS k(id)
  WHERE EXISTS (SELECT FROM observations o WHERE o.project_id = $1 AND o.trace_id = k.id)
    OR EXISTS (SELECT FROM trace_usage u WHERE u.project_id = $1 AND u.trace_id = k.id)`;

/** The same, or that were made again by somebody else after they had been deleted. */
export const FIND_LEFT_OR_NEW = `${FIND_LEFT}
    OR EXISTS (SELECT FROM traces t WHERE t.project_id = $1 AND t.id = k.id)`;

function deleteTraceUsage(lock: string): string {
  return `
    WITH locked AS (
      SELECT environment, day, model FROM trace_usage WHERE project_id = $1 AND trace_id = $2
      ORDER BY day, environment COLLATE "C", model COLLATE "C" ${lock})
    DELETE FROM trace_usage u USING locked l
    WHERE u.project_id = $1 AND u.trace_id = $2 AND u.day = l.day AND u.environment = l.environment AND u.model = l.model
    RETURNING u.project_id, u.trace_id, u.environment, u.day, u.model, u.generation_count`;
}
