import type { MigrationInterface, QueryRunner } from 'typeorm';

const AMOUNTS = `'{costs,inputCost,outputCost,totalCost}'::text[]`;
const USAGE = `COALESCE(o.estimated_usage, NULLIF(o.usage_details, '{}'),
  jsonb_build_object('input', o.prompt_tokens, 'output', o.completion_tokens, 'total', COALESCE(o.total_tokens, o.prompt_tokens + o.completion_tokens, o.prompt_tokens, o.completion_tokens)))`;
/** An id of the content. */
const ID = `('x' || left(md5(sheet::text), 13))::bit(52)::bigint`;

/**
 * What a thousand observations of a model say of their price is the same: it is kept once, in a table of its own, and each of them refers to it. Prices
 * are asked for by their key alone, with the observation that refers to them.
 */
export class KeepPriceSheets1764200000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE price_sheets (
        project_id text NOT NULL,
        id bigint NOT NULL,
        sheet jsonb NOT NULL,
        PRIMARY KEY (project_id, id)
      )`);
    await runner.query('ALTER TABLE observations ADD COLUMN price_sheet bigint');
    await runner.query(`
      INSERT INTO price_sheets (project_id, id, sheet)
      SELECT project_id, ${ID}, sheet
      FROM (SELECT DISTINCT project_id, pricing - ${AMOUNTS} AS sheet FROM observations WHERE pricing IS NOT NULL) AS used`);
    await runner.query(`
      UPDATE observations SET price_sheet = s.id FROM price_sheets AS s
      WHERE pricing IS NOT NULL AND s.project_id = observations.project_id AND s.sheet = pricing - ${AMOUNTS}`);
    await runner.query('ALTER TABLE observations DROP COLUMN pricing');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE observations ADD COLUMN pricing jsonb');
    await runner.query(`
      UPDATE observations AS o SET pricing = s.sheet || jsonb_build_object('inputCost', o.priced_input_cost::text,
        'outputCost', o.priced_output_cost::text, 'totalCost', o.priced_total_cost::text, 'costs', (
          SELECT COALESCE(jsonb_object_agg(p.key, trim_scale(COALESCE((${USAGE} ->> p.key)::numeric, 0) * p.value::numeric)::text), '{}')
          FROM jsonb_each_text(s.sheet -> 'prices') AS p))
      FROM price_sheets AS s WHERE s.project_id = o.project_id AND s.id = o.price_sheet`);
    await runner.query('ALTER TABLE observations DROP COLUMN price_sheet');
    await runner.query('DROP TABLE price_sheets');
  }
}
