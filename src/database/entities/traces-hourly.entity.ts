import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many traces began in an hour. */
@Entity('traces_hourly')
export class TracesHourlyEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'traces_hourly_pkey' })
  projectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'traces_hourly_pkey' })
  environment: string;

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'traces_hourly_pkey' })
  hour: Date;

  @Column({ name: 'trace_count', type: 'bigint' })
  traceCount: string;
}
