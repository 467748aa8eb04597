import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many traces have a generation of a model on a day. */
@Entity('model_traces_daily')
export class ModelTracesDailyEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'model_traces_daily_pkey' })
  projectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'model_traces_daily_pkey' })
  environment: string;

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'model_traces_daily_pkey' })
  day: Date;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'model_traces_daily_pkey' })
  model: string;

  @Column({ name: 'trace_count', type: 'bigint' })
  traceCount: string;
}
