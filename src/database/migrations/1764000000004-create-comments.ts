import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people say about traces, observations and sessions. */
export class CreateComments1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE comments (
        project_id text NOT NULL,
        id text NOT NULL,
        object_type text NOT NULL,
        object_id text NOT NULL,
        content text NOT NULL,
        author_user_id text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT comments_pkey PRIMARY KEY (project_id, id)
      )`);
    // The list, and the list of what is said about one thing. People write too few comments for the indexes to cost anything.
    await runner.query(`CREATE INDEX comments_created ON comments (project_id, created_at, id)`);
    await runner.query(
      `CREATE INDEX comments_object ON comments (project_id, object_type, object_id, created_at, id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE comments`);
  }
}
