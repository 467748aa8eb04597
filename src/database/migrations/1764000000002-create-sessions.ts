import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The sessions that traces speak of: a list of them must not look at the traces. */
export class CreateSessions1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sessions (
        project_id text NOT NULL,
        id text NOT NULL,
        environment text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT sessions_pkey PRIMARY KEY (project_id, id)
      )`);
    // What the ingest would have made of the traces that are there.
    await runner.query(`
      INSERT INTO sessions (project_id, id, environment, created_at)
      SELECT DISTINCT ON (project_id, session_id) project_id, session_id, environment, "timestamp"
      FROM traces WHERE session_id <> ''
      ORDER BY project_id, session_id, "timestamp", environment = 'default', environment COLLATE "C"`);
    // The order of the list, in all environments and in one. Both grow at their end, more or less.
    await runner.query(`CREATE INDEX sessions_created ON sessions (project_id, created_at, id)`);
    await runner.query(
      `CREATE INDEX sessions_environment ON sessions (project_id, environment, created_at, id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sessions`);
  }
}
