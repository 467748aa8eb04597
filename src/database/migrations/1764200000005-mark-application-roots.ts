import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An observation whose parent is of another application can be the root of its own. Without a default: no row that is there changes, and one
 * that says nothing needs no byte more. No index: roots are looked for among what an index by start brings.
 */
export class MarkApplicationRoots1764200000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE observations ADD COLUMN is_app_root boolean`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE observations DROP COLUMN is_app_root`);
  }
}
