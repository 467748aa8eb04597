import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What media there are, and where they are referred to. Their bytes lie elsewhere, by project and hash.
 *
 * Media are asked for by id, which is the beginning of the hash; links go with their trace, by the first two columns of their key. An
 * observation is named in the key by '' where the trace itself is meant, since a key has no nulls. The one other index answers whether
 * media have links left; it is written with announcements only, and not with events. What has lost links waits in media_unlinked, so that
 * nobody has to look for it among all media.
 */
export class CreateMedia1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE media (
        project_id text NOT NULL,
        id text NOT NULL,
        sha256 text NOT NULL,
        content_type text NOT NULL,
        content_length bigint NOT NULL,
        uploaded_at timestamptz,
        CONSTRAINT media_pkey PRIMARY KEY (project_id, id)
      )`);
    await runner.query(`
      CREATE TABLE media_links (
        project_id text NOT NULL,
        trace_id text NOT NULL,
        media_id text NOT NULL,
        observation_id text NOT NULL,
        field text NOT NULL,
        CONSTRAINT media_links_pkey PRIMARY KEY (project_id, trace_id, media_id, observation_id, field)
      )`);
    await runner.query(`CREATE INDEX media_links_media ON media_links (project_id, media_id)`);
    await runner.query(`
      CREATE TABLE media_unlinked (
        project_id text NOT NULL,
        media_id text NOT NULL,
        CONSTRAINT media_unlinked_pkey PRIMARY KEY (project_id, media_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE media_unlinked`);
    await runner.query(`DROP TABLE media_links`);
    await runner.query(`DROP TABLE media`);
  }
}
