import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Observations of a range of time that are being priced again. */
@Entity('reprice_jobs')
@Index('reprice_jobs_open', { synchronize: false })
export class RepriceJobEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'reprice_jobs_pkey' })
  projectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'reprice_jobs_pkey' })
  id: string;

  @Column({ type: 'text' })
  state: string;

  @Column({ name: 'from_time', type: 'timestamptz' })
  fromTime: Date;

  /** Not included. */
  @Column({ name: 'to_time', type: 'timestamptz' })
  toTime: Date;

  @Column({ type: 'text', nullable: true })
  model: string | null;

  @Column({ type: 'bigint', nullable: true })
  total: string | null;

  @Column({ type: 'bigint', default: 0 })
  done: string;

  @Column({ type: 'bigint', default: 0 })
  changed: string;

  /** The last observation that was looked at. */
  @Column({ name: 'cursor_time', type: 'timestamptz' })
  cursorTime: Date;

  @Column({ name: 'cursor_trace_id', type: 'text', default: '' })
  cursorTraceId: string;

  @Column({ name: 'cursor_id', type: 'text', default: '' })
  cursorId: string;

  @Column({ type: 'text', nullable: true })
  error: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Date | null;
}
