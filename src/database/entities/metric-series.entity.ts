import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What a time series measures: its name and labels. */
@Entity('metric_series')
@Index('metric_series_name', ['projectId', 'name'])
@Index('metric_series_labels', { synchronize: false })
@Unique('metric_series_hash', ['projectId', 'hash'])
export class MetricSeriesEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'metric_series_pkey',
  })
  id: string;

  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'metric_series_pkey' })
  projectId: string;

  @Column({ type: 'text', default: 'default' })
  environment: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'jsonb' })
  labels: unknown;

  @Column({ type: 'text' })
  hash: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
