import { Entity, Index, PrimaryColumn } from 'typeorm';

/** Where media are referred to. */
@Entity('media_links')
@Index('media_links_media', ['projectId', 'mediaId'])
export class MediaLinkEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'media_links_pkey' })
  projectId: string;

  @PrimaryColumn({ name: 'trace_id', type: 'text', primaryKeyConstraintName: 'media_links_pkey' })
  traceId: string;

  @PrimaryColumn({ name: 'media_id', type: 'text', primaryKeyConstraintName: 'media_links_pkey' })
  mediaId: string;

  @PrimaryColumn({ name: 'observation_id', type: 'text', primaryKeyConstraintName: 'media_links_pkey' })
  observationId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'media_links_pkey' })
  field: string;
}
