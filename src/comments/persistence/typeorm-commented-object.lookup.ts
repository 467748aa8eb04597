import { Injectable } from '@nestjs/common';
import { traceIdSpellings } from '../../common/trace-id-spellings.js';
import { ReadDatabase } from '../../database/read-database.js';
import type { CommentedType } from '../domain/comment.js';
import { CommentedObjectLookup } from '../domain/commented-object.lookup.js';

/** Where each is found, by an index; null: there are none yet. */
const PLACES: Readonly<Record<CommentedType, string | null>> = {
  TRACE: 'traces WHERE project_id = $1 AND id = ANY ($2::text[])',
  OBSERVATION: 'observations WHERE project_id = $1 AND id = ANY ($2::text[])',
  SESSION: 'sessions WHERE project_id = $1 AND id = ANY ($2::text[])',
  PROMPT: null,
};

@Injectable()
export class TypeOrmCommentedObjectLookup extends CommentedObjectLookup {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async exists(projectId: string, type: CommentedType, id: string): Promise<boolean> {
    const place = PLACES[type];
    if (place === null) return false;
    const [row] = await this.database.query<{ exists: boolean }>(`SELECT EXISTS (SELECT FROM ${place})`, [
      projectId,
      type === 'SESSION' ? [id] : traceIdSpellings(id),
    ]);
    return row?.exists ?? false;
  }
}
