import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many generations a trace has of a model on a day. */
@Entity('trace_usage')
export class TraceUsageEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'trace_usage_pkey' })
  projectId: string;

  @PrimaryColumn({ name: 'trace_id', type: 'text', primaryKeyConstraintName: 'trace_usage_pkey' })
  traceId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'trace_usage_pkey' })
  environment: string;

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'trace_usage_pkey' })
  day: Date;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'trace_usage_pkey' })
  model: string;

  @Column({ name: 'generation_count', type: 'integer' })
  generationCount: number;
}
