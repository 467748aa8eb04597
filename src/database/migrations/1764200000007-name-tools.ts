import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tools of a generation, for figures by tool: nobody can read them out of payloads when they are asked for. What is there already names none. */
export class NameTools1764200000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE observations
        ADD COLUMN tool_names text[],
        ADD COLUMN called_tool_names text[]`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE observations DROP COLUMN tool_names, DROP COLUMN called_tool_names');
  }
}
