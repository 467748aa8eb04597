import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the observations of an hour, type and model add up to. */
@Entity('usage_hourly')
export class UsageHourlyEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'usage_hourly_pkey' })
  projectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'usage_hourly_pkey' })
  environment: string;

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'usage_hourly_pkey' })
  hour: Date;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'usage_hourly_pkey' })
  type: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'usage_hourly_pkey' })
  model: string;

  @Column({ name: 'observation_count', type: 'bigint' })
  observationCount: string;

  @Column({ name: 'error_count', type: 'bigint' })
  errorCount: string;

  @Column({ name: 'input_tokens', type: 'bigint' })
  inputTokens: string;

  @Column({ name: 'output_tokens', type: 'bigint' })
  outputTokens: string;

  @Column({ name: 'total_tokens', type: 'bigint' })
  totalTokens: string;

  @Column({ name: 'input_cost', type: 'numeric' })
  inputCost: string;

  @Column({ name: 'output_cost', type: 'numeric' })
  outputCost: string;

  @Column({ name: 'total_cost', type: 'numeric' })
  totalCost: string;
}
