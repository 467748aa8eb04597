import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the server itself says about the cost of an observation whose client has sent none. Columns without a default change no row that is
 * there, however many there are.
 */
export class PriceObservations1764200000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE observations
        ADD COLUMN pricing jsonb,
        ADD COLUMN priced_input_cost numeric,
        ADD COLUMN priced_output_cost numeric,
        ADD COLUMN priced_total_cost numeric,
        ADD COLUMN estimated_usage jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE observations
        DROP COLUMN pricing,
        DROP COLUMN priced_input_cost,
        DROP COLUMN priced_output_cost,
        DROP COLUMN priced_total_cost,
        DROP COLUMN estimated_usage`);
  }
}
