import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexScores1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The scores of observations, whose traces the caller need not know. Costs only scores of observations, which are few beside these.
    await runner.query(
      `CREATE INDEX scores_observation ON scores (project_id, observation_id) WHERE observation_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX scores_observation`);
  }
}
