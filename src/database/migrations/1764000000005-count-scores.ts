import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many scores there are, by what lists of them are most asked for: their totals must not look at the scores. */
export class CountScores1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scores_hourly (
        project_id text NOT NULL,
        environment text NOT NULL,
        hour timestamptz NOT NULL,
        source text NOT NULL,
        data_type text NOT NULL,
        score_count bigint NOT NULL,
        trace_score_count bigint NOT NULL,
        CONSTRAINT scores_hourly_pkey PRIMARY KEY (project_id, hour, environment, source, data_type)
      ) WITH (fillfactor = 50)`);
    // What the ingest would have made of the scores that are there.
    await runner.query(`
      INSERT INTO scores_hourly (project_id, environment, hour, source, data_type, score_count, trace_score_count)
      SELECT project_id, environment, date_trunc('hour', "timestamp", 'UTC'), source, data_type, count(*), count(trace_id)
      FROM scores GROUP BY 1, 2, 3, 4, 5`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE scores_hourly`);
  }
}
