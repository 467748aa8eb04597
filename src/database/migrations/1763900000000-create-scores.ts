import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scores of traces, observations and sessions. `subject_id` is the trace or session: the column by which the table would be distributed. */
export class CreateScores1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scores (
        project_id text NOT NULL,
        subject_id text NOT NULL,
        id text NOT NULL,
        trace_id text,
        session_id text,
        dataset_run_id text,
        observation_id text,
        "timestamp" timestamptz NOT NULL,
        environment text NOT NULL DEFAULT 'default',
        name text NOT NULL,
        source text NOT NULL DEFAULT 'API',
        data_type text NOT NULL,
        value double precision,
        string_value text,
        comment text,
        metadata jsonb,
        config_id text,
        queue_id text,
        author_user_id text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        stamp text NOT NULL,
        field_stamps jsonb,
        revision integer NOT NULL DEFAULT 1,
        CONSTRAINT scores_pkey PRIMARY KEY (project_id, subject_id, id)
      )`);
    // A score by its id, whatever it belongs to.
    await runner.query(`CREATE INDEX scores_id ON scores (project_id, id)`);
    // The default order of the list, and of the list of a name.
    await runner.query(`CREATE INDEX scores_timestamp ON scores (project_id, "timestamp", id)`);
    await runner.query(`CREATE INDEX scores_name ON scores (project_id, name, "timestamp", id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE scores`);
  }
}
