import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was sent as usage, where the counts that it comes to do not say all of it. Text, as it comes back as it was sent; nothing looks into it. */
export class KeepUsageSent1764200000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE observations ADD COLUMN usage_sent text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE observations DROP COLUMN usage_sent`);
  }
}
