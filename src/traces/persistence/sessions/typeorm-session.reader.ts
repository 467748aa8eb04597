import { Injectable } from '@nestjs/common';
import type { Page } from '../../../common/page.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { ReadDatabase } from '../../../database/read-database.js';
import { SqlParameters } from '../../../database/sql-parameters.js';
import type { AnswerRoom } from '../../domain/answer-room.js';
import type { Session, TraceOfSession } from '../../domain/sessions/session.js';
import type { SessionQuery } from '../../domain/sessions/session-query.js';
import { SessionReader } from '../../domain/sessions/session.reader.js';
import { PAYLOAD_BYTES, PAYLOAD_COLUMNS, payloadFromRow, type PayloadRow } from '../payload-row.js';
import { TRACE_BYTES, TRACE_COLUMNS, traceFromRow, type TraceRow } from '../trace-row.js';
import { sessionConditions, sessionPageQuery } from './session-page.query.js';

interface SessionRow {
  readonly project_id: string;
  readonly id: string;
  readonly environment: string;
  readonly created_at: Timestamp;
}

@Injectable()
export class TypeOrmSessionReader extends SessionReader {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async find(query: SessionQuery): Promise<Page<Session>> {
    const totalItems = await this.count(query);
    if ((query.page - 1) * query.limit >= totalItems) return { items: [], totalItems };
    const { sql, parameters } = sessionPageQuery(query);
    const rows = await this.database.query<SessionRow>(sql, parameters);
    return { items: rows.map(sessionFromRow), totalItems };
  }

  async get(projectId: string, id: string): Promise<Session | null> {
    const [row] = await this.database.query<SessionRow>(
      `SELECT project_id, id, environment, created_at FROM sessions WHERE project_id = $1 AND id = $2`,
      [projectId, id],
    );
    return row === undefined ? null : sessionFromRow(row);
  }

  async tracesOf(projectId: string, id: string, room: AnswerRoom): Promise<TraceOfSession[]> {
    const [size] = await this.database.query<{ bytes: number }>(
      `SELECT COALESCE(sum(${TRACE_BYTES} + ${PAYLOAD_BYTES}), 0)::bigint AS bytes
       FROM traces WHERE project_id = $1 AND session_id = $2`,
      [projectId, id],
    );
    room.take(size?.bytes ?? 0, 'read the traces of the session page by page from the list of traces');
    const rows = await this.database.query<TraceRow & PayloadRow>(
      `SELECT ${TRACE_COLUMNS}, ${PAYLOAD_COLUMNS} FROM traces WHERE project_id = $1 AND session_id = $2
       ORDER BY "timestamp", id`,
      [projectId, id],
    );
    return rows.map((row) => ({ ...traceFromRow(row), payload: payloadFromRow(row) }));
  }

  /** From an index alone. */
  private async count(query: SessionQuery): Promise<number> {
    const parameters = new SqlParameters();
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*) AS count FROM sessions WHERE ${sessionConditions(query, parameters)}`,
      parameters.values,
    );
    return row?.count ?? 0;
  }
}

function sessionFromRow(row: SessionRow): Session {
  return {
    projectId: row.project_id,
    id: row.id,
    environment: row.environment,
    createdAt: row.created_at,
  };
}
