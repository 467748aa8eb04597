import type { DataSource } from 'typeorm';

/** What an observation has used and cost: as sent, else as the server has counted and priced it. */
const INPUT_TOKENS = `coalesce(o.prompt_tokens, (o.estimated_usage ->> 'input')::bigint, 0)`;
const OUTPUT_TOKENS = `coalesce(o.completion_tokens, (o.estimated_usage ->> 'output')::bigint, 0)`;
const TOTAL_TOKENS = `coalesce(o.total_tokens, (o.estimated_usage ->> 'total')::bigint, ${INPUT_TOKENS} + ${OUTPUT_TOKENS})`;
const INPUT_COST = 'coalesce(o.calculated_input_cost, o.priced_input_cost, 0)';
const OUTPUT_COST = 'coalesce(o.calculated_output_cost, o.priced_output_cost, 0)';
const TOTAL_COST = `coalesce(o.calculated_total_cost, o.priced_total_cost, ${INPUT_COST} + ${OUTPUT_COST})`;

/** Every kept figure beside what the observations, traces and scores add up to. Both sides must be equal. */
const FIGURES: readonly { readonly kept: string; readonly recomputed: string }[] = [
  {
    kept: `SELECT project_id, id, observation_count::bigint, error_count::bigint, input_tokens, output_tokens, total_tokens,
             trim_scale(observed_cost) AS cost, first_start, last_end
           FROM traces ORDER BY project_id, id`,
    recomputed: `SELECT t.project_id, t.id, count(o.id) AS observation_count, count(o.id) FILTER (WHERE o.level = 'ERROR') AS error_count,
             coalesce(sum(${INPUT_TOKENS}), 0)::bigint AS input_tokens,
             coalesce(sum(${OUTPUT_TOKENS}), 0)::bigint AS output_tokens, coalesce(sum(${TOTAL_TOKENS}), 0)::bigint AS total_tokens,
             trim_scale(coalesce(sum(${TOTAL_COST}), 0)) AS cost,
             min(o.start_time) AS first_start, max(o.end_time) AS last_end
           FROM traces t LEFT JOIN observations o ON o.project_id = t.project_id AND o.trace_id = t.id
           GROUP BY t.project_id, t.id ORDER BY t.project_id, t.id`,
  },
  {
    kept: `SELECT project_id, hour, environment, type, model, observation_count, error_count, input_tokens, output_tokens, total_tokens,
             trim_scale(input_cost) AS input_cost, trim_scale(output_cost) AS output_cost, trim_scale(total_cost) AS total_cost
           FROM usage_hourly WHERE observation_count <> 0 ORDER BY 1, 2, 3, 4, 5`,
    recomputed: `SELECT project_id, date_trunc('hour', start_time) AS hour, environment, type, coalesce(model, '') AS model, count(*) AS observation_count,
             count(*) FILTER (WHERE level = 'ERROR') AS error_count,
             sum(${INPUT_TOKENS})::bigint AS input_tokens, sum(${OUTPUT_TOKENS})::bigint AS output_tokens, sum(${TOTAL_TOKENS})::bigint AS total_tokens,
             trim_scale(sum(${INPUT_COST})) AS input_cost, trim_scale(sum(${OUTPUT_COST})) AS output_cost, trim_scale(sum(${TOTAL_COST})) AS total_cost
           FROM observations o GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
  },
  {
    kept: `SELECT project_id, hour, environment, trace_count FROM traces_hourly WHERE trace_count <> 0 ORDER BY 1, 2, 3`,
    recomputed: `SELECT project_id, date_trunc('hour', "timestamp") AS hour, environment, count(*) AS trace_count FROM traces GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  },
  {
    kept: `SELECT project_id, hour, environment, source, data_type, score_count, trace_score_count
           FROM scores_hourly WHERE score_count <> 0 OR trace_score_count <> 0 ORDER BY 1, 2, 3, 4, 5`,
    recomputed: `SELECT project_id, date_trunc('hour', "timestamp") AS hour, environment, source, data_type, count(*) AS score_count,
             count(*) FILTER (WHERE trace_id IS NOT NULL) AS trace_score_count
           FROM scores GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
  },
  {
    kept: `SELECT project_id, trace_id, day, environment, model, generation_count::bigint FROM trace_usage WHERE generation_count <> 0
           ORDER BY 1, 2, 3, 4, 5`,
    recomputed: `SELECT project_id, trace_id, date_trunc('day', start_time) AS day, environment, coalesce(model, '') AS model,
             count(*) AS generation_count
           FROM observations WHERE type = 'GENERATION' GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
  },
  {
    kept: `SELECT project_id, id FROM traces WHERE observation_count > 0 ORDER BY 1, 2`,
    recomputed: `SELECT DISTINCT project_id, trace_id AS id FROM observations ORDER BY 1, 2`,
  },
  {
    kept: `SELECT project_id, day, environment, model, trace_count FROM model_traces_daily WHERE trace_count <> 0 ORDER BY 1, 2, 3, 4`,
    recomputed: `SELECT project_id, date_trunc('day', start_time) AS day, environment, coalesce(model, '') AS model, count(DISTINCT trace_id) AS trace_count
           FROM observations WHERE type = 'GENERATION' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  },
];

/** The kept figures and their recomputation from the stored observations, traces and scores, in the same form. */
export async function figures(dataSource: DataSource): Promise<{ kept: unknown[]; recomputed: unknown[] }> {
  const kept: unknown[] = [];
  const recomputed: unknown[] = [];
  for (const figure of FIGURES) {
    kept.push(await dataSource.query(figure.kept));
    recomputed.push(await dataSource.query(figure.recomputed));
  }
  return { kept, recomputed };
}
