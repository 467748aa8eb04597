import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What projects say that models cost. */
export class CreateModels1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The prices are decimal texts within `tiers`: they are read all together and never compared in SQL. A project has at most a thousand
    // models, so that its part of the key is index enough.
    await runner.query(`
      CREATE TABLE models (
        project_id text NOT NULL,
        id text NOT NULL,
        model_name text NOT NULL,
        match_pattern text NOT NULL,
        start_date timestamptz,
        unit text NOT NULL,
        tokenizer_id text,
        tokenizer_config jsonb,
        tiers jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT models_pkey PRIMARY KEY (project_id, id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE models`);
  }
}
