import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A timestamptz ends at the microsecond; spans that begin within the same one keep their order by what is below. */
export class OrderByNanosecond1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE observations ADD COLUMN start_nanos integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE observations DROP COLUMN start_nanos`);
  }
}
