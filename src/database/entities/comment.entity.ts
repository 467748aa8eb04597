import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What somebody has to say about a trace, an observation or a session. */
@Entity('comments')
@Index('comments_created', ['projectId', 'createdAt', 'id'])
@Index('comments_object', ['projectId', 'objectType', 'objectId', 'createdAt', 'id'])
export class CommentEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'comments_pkey' })
  projectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'comments_pkey' })
  id: string;

  @Column({ name: 'object_type', type: 'text' })
  objectType: string;

  @Column({ name: 'object_id', type: 'text' })
  objectId: string;

  @Column({ type: 'text' })
  content: string;

  @Column({ name: 'author_user_id', type: 'text', nullable: true })
  authorUserId: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
