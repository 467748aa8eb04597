import { Entity, PrimaryColumn } from 'typeorm';

/** Media that have lost links, perhaps their last one. */
@Entity('media_unlinked')
export class MediaUnlinkedEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'media_unlinked_pkey' })
  projectId: string;

  @PrimaryColumn({ name: 'media_id', type: 'text', primaryKeyConstraintName: 'media_unlinked_pkey' })
  mediaId: string;
}
