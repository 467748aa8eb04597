import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What lists of observations need besides observations_start, which has them by time. Each index costs every observation that comes in; so there
 * are none by type and by environment (usage_hourly tells in which hours to look) and by parent (the primary key has what is in the trace of the parent).
 */
export class IndexObservations1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // An observation by its id, whatever its trace: the latest, as many traces may have the same.
    await runner.query(`CREATE INDEX observations_id ON observations (project_id, id, start_time)`);
    // The list of a name, of which any number may exist, and how many it has.
    await runner.query(
      `CREATE INDEX observations_name ON observations (project_id, name, start_time) WHERE name IS NOT NULL`,
    );
    // Errors and warnings, which are few.
    await runner.query(
      `CREATE INDEX observations_level ON observations (project_id, level, start_time) WHERE level <> 'DEFAULT'`,
    );
    // Costs only those who say a version.
    await runner.query(
      `CREATE INDEX observations_version ON observations (project_id, version, start_time) WHERE version IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of ['version', 'level', 'name', 'id']) {
      await runner.query(`DROP INDEX observations_${index}`);
    }
  }
}
