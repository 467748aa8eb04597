import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many scores there are of an hour. */
@Entity('scores_hourly')
export class ScoresHourlyEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'scores_hourly_pkey' })
  projectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'scores_hourly_pkey' })
  environment: string;

  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'scores_hourly_pkey' })
  hour: Date;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'scores_hourly_pkey' })
  source: string;

  @PrimaryColumn({ name: 'data_type', type: 'text', primaryKeyConstraintName: 'scores_hourly_pkey' })
  dataType: string;

  @Column({ name: 'score_count', type: 'bigint' })
  scoreCount: string;

  /** Of them, those of traces and their observations. */
  @Column({ name: 'trace_score_count', type: 'bigint' })
  traceScoreCount: string;
}
