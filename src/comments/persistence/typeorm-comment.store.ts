import { Injectable } from '@nestjs/common';
import type { Page } from '../../common/page.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import { databaseError } from '../../database/database-error.js';
import { isId } from '../../database/id-conditions.sql.js';
import { ReadDatabase } from '../../database/read-database.js';
import { SqlParameters } from '../../database/sql-parameters.js';
import { WriteDatabase } from '../../database/write-database.js';
import type { Comment, CommentedType } from '../domain/comment.js';
import type { CommentQuery } from '../domain/comment-query.js';
import { CommentStore } from '../domain/comment.store.js';

const COLUMNS = 'project_id, id, object_type, object_id, content, author_user_id, created_at, updated_at';

interface CommentRow {
  readonly project_id: string;
  readonly id: string;
  readonly object_type: CommentedType;
  readonly object_id: string;
  readonly content: string;
  readonly author_user_id: string | null;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
}

@Injectable()
export class TypeOrmCommentStore extends CommentStore {
  constructor(
    private readonly reads: ReadDatabase,
    private readonly writes: WriteDatabase,
  ) {
    super();
  }

  async find(query: CommentQuery): Promise<Page<Comment>> {
    const { page, limit } = query;
    const parameters = new SqlParameters();
    const conditions = conditionsOf(query, parameters);
    const [total] = await this.reads.query<{ count: number }>(
      `SELECT count(*) AS count FROM comments WHERE ${conditions}`,
      parameters.values,
    );
    const totalItems = total?.count ?? 0;
    const offset = (page - 1) * limit;
    if (offset >= totalItems) return { items: [], totalItems };
    const rows = await this.reads.query<CommentRow>(
      `SELECT ${COLUMNS} FROM comments WHERE ${conditions}
       ORDER BY created_at DESC, id DESC LIMIT ${parameters.add(limit)} OFFSET ${parameters.add(offset)}`,
      parameters.values,
    );
    return { items: rows.map(commentFromRow), totalItems };
  }

  async get(projectId: string, id: string): Promise<Comment | null> {
    const [row] = await this.reads.query<CommentRow>(
      `SELECT ${COLUMNS} FROM comments WHERE project_id = $1 AND id = $2`,
      [projectId, id],
    );
    return row === undefined ? null : commentFromRow(row);
  }

  async insert(comment: Comment): Promise<void> {
    try {
      await this.writes.transaction((transaction) =>
        transaction.query(`INSERT INTO comments (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, [
          comment.projectId,
          comment.id,
          comment.objectType,
          comment.objectId,
          comment.content,
          comment.authorUserId,
          comment.createdAt,
          comment.updatedAt,
        ]),
      );
    } catch (error) {
      throw databaseError(error, 'write');
    }
  }
}

/** What follows WHERE. */
function conditionsOf(query: CommentQuery, parameters: SqlParameters): string {
  const conditions = [`project_id = ${parameters.add(query.projectId)}`];
  const demand = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(`${column} = ${parameters.add(value)}`);
  };
  demand('object_type', query.objectType);
  if (query.objectId !== undefined) conditions.push(isId('object_id', query.objectId, parameters));
  demand('author_user_id', query.authorUserId);
  return conditions.join(' AND ');
}

function commentFromRow(row: CommentRow): Comment {
  return {
    projectId: row.project_id,
    id: row.id,
    objectType: row.object_type,
    objectId: row.object_id,
    content: row.content,
    authorUserId: row.author_user_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
