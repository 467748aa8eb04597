import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A score of a trace, an observation or a session, and the state of its merge. */
@Entity('scores')
@Index('scores_id', ['projectId', 'id'])
@Index('scores_timestamp', ['projectId', 'timestamp', 'id'])
@Index('scores_name', ['projectId', 'name', 'timestamp', 'id'])
@Index('scores_observation', { synchronize: false })
export class ScoreEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'scores_pkey' })
  projectId: string;

  @PrimaryColumn({ name: 'subject_id', type: 'text', primaryKeyConstraintName: 'scores_pkey' })
  subjectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'scores_pkey' })
  id: string;

  @Column({ name: 'trace_id', type: 'text', nullable: true })
  traceId: string | null;

  @Column({ name: 'session_id', type: 'text', nullable: true })
  sessionId: string | null;

  @Column({ name: 'dataset_run_id', type: 'text', nullable: true })
  datasetRunId: string | null;

  @Column({ name: 'observation_id', type: 'text', nullable: true })
  observationId: string | null;

  @Column({ type: 'timestamptz' })
  timestamp: Date;

  @Column({ type: 'text', default: 'default' })
  environment: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', default: 'API' })
  source: string;

  @Column({ name: 'data_type', type: 'text' })
  dataType: string;

  @Column({ type: 'double precision', nullable: true })
  value: number | null;

  @Column({ name: 'string_value', type: 'text', nullable: true })
  stringValue: string | null;

  @Column({ type: 'text', nullable: true })
  comment: string | null;

  @Column({ type: 'jsonb', nullable: true })
  metadata: unknown;

  @Column({ name: 'config_id', type: 'text', nullable: true })
  configId: string | null;

  @Column({ name: 'queue_id', type: 'text', nullable: true })
  queueId: string | null;

  @Column({ name: 'author_user_id', type: 'text', nullable: true })
  authorUserId: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;

  @Column({ type: 'text' })
  stamp: string;

  @Column({ name: 'field_stamps', type: 'jsonb', nullable: true })
  fieldStamps: unknown;

  @Column({ type: 'integer', default: 1 })
  revision: number;
}
