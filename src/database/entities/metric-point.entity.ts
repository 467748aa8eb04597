import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One measurement; partitioned by time. */
@Entity('metric_points')
export class MetricPointEntity {
  @PrimaryColumn({ name: 'series_id', type: 'bigint', primaryKeyConstraintName: 'metric_points_pkey' })
  seriesId: string;

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'metric_points_pkey' })
  ts: Date;

  @Column({ type: 'double precision' })
  value: number;
}
