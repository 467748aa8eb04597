import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A session that a trace has spoken of. */
@Entity('sessions')
@Index('sessions_created', ['projectId', 'createdAt', 'id'])
@Index('sessions_environment', ['projectId', 'environment', 'createdAt', 'id'])
export class SessionEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'sessions_pkey' })
  projectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'sessions_pkey' })
  id: string;

  @Column({ type: 'text' })
  environment: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
