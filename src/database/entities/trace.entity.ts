import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A trace: what a client sent, the figures kept about its observations, and the state of the merge. */
@Entity('traces')
@Index('traces_timestamp', ['projectId', 'timestamp', 'id'])
@Index('traces_environment', ['projectId', 'environment', 'timestamp', 'id'])
@Index('traces_name', ['projectId', 'name', 'timestamp', 'id'])
@Index('traces_user', ['projectId', 'userId', 'timestamp', 'id'])
@Index('traces_session', ['projectId', 'sessionId', 'timestamp', 'id'])
@Index('traces_tags', { synchronize: false })
@Index('traces_release', { synchronize: false })
@Index('traces_version', { synchronize: false })
@Index('traces_latency', { synchronize: false })
@Index('traces_cost', { synchronize: false })
export class TraceEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'traces_pkey' })
  projectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'traces_pkey' })
  id: string;

  @Column({ type: 'timestamptz' })
  timestamp: Date;

  @Column({ type: 'text', default: 'default' })
  environment: string;

  @Column({ type: 'text', nullable: true })
  name: string | null;

  @Column({ name: 'user_id', type: 'text', nullable: true })
  userId: string | null;

  @Column({ name: 'session_id', type: 'text', nullable: true })
  sessionId: string | null;

  @Column({ type: 'text', nullable: true })
  release: string | null;

  @Column({ type: 'text', nullable: true })
  version: string | null;

  @Column({ name: 'external_id', type: 'text', nullable: true })
  externalId: string | null;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  tags: string[];

  @Column({ type: 'boolean', default: false })
  public: boolean;

  @Column({ type: 'boolean', default: false })
  bookmarked: boolean;

  @Column({ type: 'jsonb', nullable: true })
  metadata: unknown;

  @Column({ type: 'text', nullable: true })
  input: string | null;

  @Column({ type: 'text', nullable: true })
  output: string | null;

  @Column({ type: 'double precision', nullable: true })
  latency: number | null;

  @Column({ name: 'total_cost', type: 'numeric', nullable: true })
  totalCost: string | null;

  @Column({ name: 'observation_count', type: 'integer', default: 0 })
  observationCount: number;

  @Column({ name: 'error_count', type: 'integer', default: 0 })
  errorCount: number;

  @Column({ name: 'first_start', type: 'timestamptz', nullable: true })
  firstStart: Date | null;

  @Column({ name: 'last_end', type: 'timestamptz', nullable: true })
  lastEnd: Date | null;

  @Column({ name: 'input_tokens', type: 'bigint', default: 0 })
  inputTokens: string;

  @Column({ name: 'output_tokens', type: 'bigint', default: 0 })
  outputTokens: string;

  @Column({ name: 'total_tokens', type: 'bigint', default: 0 })
  totalTokens: string;

  @Column({ name: 'observed_cost', type: 'numeric', default: 0 })
  observedCost: string;

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
