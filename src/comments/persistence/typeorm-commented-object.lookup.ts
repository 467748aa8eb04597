import { Injectable } from '@nestjs/common';
import { ReadDatabase } from '../../database/read-database.js';
import type { CommentedType } from '../domain/comment.js';
import { CommentedObjectLookup } from '../domain/commented-object.lookup.js';

/** Where each is found, by an index; null: there are none yet. */
const PLACES: Readonly<Record<CommentedType, string | null>> = {
  TRACE: 'traces WHERE project_id = $1 AND id = $2',
  OBSERVATION: 'observations WHERE project_id = $1 AND id = $2',
  SESSION: 'sessions WHERE project_id = $1 AND id = $2',
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
      id,
    ]);
    return row?.exists ?? false;
  }
}
