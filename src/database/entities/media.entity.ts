import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Media that a client has announced, and perhaps uploaded. */
@Entity('media')
export class MediaEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'media_pkey' })
  projectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'media_pkey' })
  id: string;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ name: 'content_type', type: 'text' })
  contentType: string;

  @Column({ name: 'content_length', type: 'bigint' })
  contentLength: number;

  @Column({ name: 'uploaded_at', type: 'timestamptz', nullable: true })
  uploadedAt: Date | null;
}
