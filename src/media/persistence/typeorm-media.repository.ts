import { Injectable } from '@nestjs/common';
import { Lanes } from '../../common/lanes.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import { databaseError } from '../../database/database-error.js';
import { ReadDatabase, type Row } from '../../database/read-database.js';
import { WriteDatabase, type Transaction } from '../../database/write-database.js';
import type { AnnouncedMedia, ContentKey, Media, MediaLink, MediaRef } from '../domain/media.js';
import { MediaRepository } from '../domain/media.repository.js';

/** However many media are announced at once, most connections are left to those who write events. */
const LANES = 2;

const COLUMNS = 'project_id, id, sha256, content_type, content_length, uploaded_at';
const SELECT = `SELECT ${COLUMNS} FROM media WHERE project_id = $1 AND id = $2`;

/** Writes nothing where nothing is new: the same picture is announced with every trace that shows it. */
const ANNOUNCE = `
  INSERT INTO media (project_id, id, sha256, content_type, content_length) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (project_id, id) DO UPDATE
  SET sha256 = EXCLUDED.sha256, content_type = EXCLUDED.content_type,
    content_length = CASE WHEN media.uploaded_at IS NULL THEN EXCLUDED.content_length ELSE media.content_length END
  WHERE (media.uploaded_at IS NULL OR media.sha256 = EXCLUDED.sha256)
    AND (media.sha256, media.content_type) <> (EXCLUDED.sha256, EXCLUDED.content_type)
    OR media.uploaded_at IS NULL AND media.content_length <> EXCLUDED.content_length`;
const LINK = `
  INSERT INTO media_links (project_id, trace_id, media_id, observation_id, field)
  SELECT project_id, $4, id, $5, $6 FROM media WHERE project_id = $1 AND id = $2 AND sha256 = $3
  ON CONFLICT DO NOTHING`;
const MARK_UPLOADED = `
  UPDATE media SET uploaded_at = COALESCE(uploaded_at, $4), content_length = $5
  WHERE project_id = $1 AND id = $2 AND sha256 = $3 RETURNING id`;

/** Before the links are looked for: whoever deletes some writes here, and whoever adds some locks the media. */
const RELEASED = 'DELETE FROM media_unlinked WHERE project_id = $1 AND media_id = $2';
const LOCK = `${SELECT} FOR UPDATE`;
const HAS_LINKS =
  'SELECT EXISTS (SELECT FROM media_links WHERE project_id = $1 AND media_id = $2) AS has_links';
const FORGET = 'DELETE FROM media WHERE project_id = $1 AND id = $2';

interface MediaRow {
  readonly project_id: string;
  readonly id: string;
  readonly sha256: string;
  readonly content_type: string;
  readonly content_length: number;
  readonly uploaded_at: Timestamp | null;
}

@Injectable()
export class TypeOrmMediaRepository extends MediaRepository {
  private readonly lanes = new Lanes(LANES);

  constructor(
    private readonly reads: ReadDatabase,
    private readonly writes: WriteDatabase,
  ) {
    super();
  }

  announce(media: AnnouncedMedia, { traceId, observationId, field }: MediaLink): Promise<Media> {
    const { projectId, id, sha256, contentType, contentLength } = media;
    return this.writeInLane(async (transaction) => {
      const [, , [row]] = await Promise.all([
        transaction.query(ANNOUNCE, [projectId, id, sha256, contentType, contentLength]),
        transaction.query(LINK, [projectId, id, sha256, traceId, observationId ?? '', field]),
        transaction.query<MediaRow>(SELECT, [projectId, id]),
      ]);
      if (row === undefined) throw new Error('What was written a moment ago is not there');
      return mediaFromRow(row);
    });
  }

  async get(projectId: string, id: string): Promise<Media | null> {
    const [row] = await this.reads.query<MediaRow>(SELECT, [projectId, id]);
    return row === undefined ? null : mediaFromRow(row);
  }

  markUploaded(
    { projectId, id, sha256, contentLength }: ContentKey & Pick<AnnouncedMedia, 'id' | 'contentLength'>,
    at: Timestamp,
  ): Promise<boolean> {
    return this.writeInLane(async (transaction) => {
      const rows = await transaction.query(MARK_UPLOADED, [projectId, id, sha256, at, contentLength]);
      return rows.length > 0;
    });
  }

  unlinked(projectId: string, limit: number): Promise<readonly MediaRef[]> {
    return this.reads.query<MediaRef & Row>(
      'SELECT project_id AS "projectId", media_id AS id FROM media_unlinked WHERE project_id = $1 ORDER BY media_id LIMIT $2',
      [projectId, limit],
    );
  }

  release({ projectId, id }: MediaRef, remove: (content: ContentKey) => Promise<void>): Promise<void> {
    return this.write(async (transaction) => {
      await transaction.query(RELEASED, [projectId, id]);
      const [row] = await transaction.query<MediaRow>(LOCK, [projectId, id]);
      const [links] = await transaction.query<{ has_links: boolean }>(HAS_LINKS, [projectId, id]);
      if (row !== undefined && links?.has_links === false) {
        await remove({ projectId, sha256: row.sha256 });
        await transaction.query(FORGET, [projectId, id]);
      }
    });
  }

  private writeInLane<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.lanes.run(() => this.write(work));
  }

  private async write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.writes.transaction(work);
    } catch (error) {
      throw databaseError(error, 'write');
    }
  }
}

function mediaFromRow(row: MediaRow): Media {
  return {
    projectId: row.project_id,
    id: row.id,
    sha256: row.sha256,
    contentType: row.content_type,
    contentLength: row.content_length,
    uploadedAt: row.uploaded_at,
  };
}
