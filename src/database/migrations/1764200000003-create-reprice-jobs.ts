import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Observations of a range of time that are being priced again, and how far that has come. */
export class CreateRepriceJobs1764200000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reprice_jobs (
        project_id text NOT NULL,
        id text NOT NULL,
        state text NOT NULL,
        from_time timestamptz NOT NULL,
        to_time timestamptz NOT NULL,
        model text,
        total bigint,
        done bigint NOT NULL DEFAULT 0,
        changed bigint NOT NULL DEFAULT 0,
        cursor_time timestamptz NOT NULL,
        cursor_trace_id text NOT NULL DEFAULT '',
        cursor_id text NOT NULL DEFAULT '',
        error text,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        CONSTRAINT reprice_jobs_pkey PRIMARY KEY (project_id, id)
      )`);
    // A project has one at a time; and those who look for work find them all.
    await runner.query(
      `CREATE UNIQUE INDEX reprice_jobs_open ON reprice_jobs (project_id) WHERE state IN ('waiting', 'running')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE reprice_jobs`);
  }
}
