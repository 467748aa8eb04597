import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What scores of a name may look like. */
export class CreateScoreConfigs1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE score_configs (
        project_id text NOT NULL,
        id text NOT NULL,
        name text NOT NULL,
        data_type text NOT NULL,
        is_archived boolean NOT NULL DEFAULT false,
        min_value double precision,
        max_value double precision,
        categories jsonb,
        description text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT score_configs_pkey PRIMARY KEY (project_id, id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE score_configs`);
  }
}
