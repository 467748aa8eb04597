import { Injectable } from '@nestjs/common';
import type { Page } from '../../../common/page.js';
import { ReadDatabase } from '../../../database/read-database.js';
import { SqlParameters } from '../../../database/sql-parameters.js';
import type { AnswerRoom } from '../../domain/answer-room.js';
import type { ListedScore, Score, ScoredTrace } from '../../domain/scores/score.js';
import type { ScoreQuery } from '../../domain/scores/score-query.js';
import { ScoreReader } from '../../domain/scores/score.reader.js';
import { scoreConditions } from './score-conditions.sql.js';
import { SCORE_BYTES, SCORE_COLUMNS, scoreFromRow, type ScoreRow } from './score-row.js';

interface ScoredTraceRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly session_id: string | null;
  readonly environment: string;
  readonly tags: string[];
}

@Injectable()
export class TypeOrmScoreReader extends ScoreReader {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async find(query: ScoreQuery): Promise<Page<ListedScore>> {
    const { projectId, page, limit } = query;
    const totalItems = await this.count(query);
    const offset = (page - 1) * limit;
    if (offset >= totalItems) return { items: [], totalItems };
    const parameters = new SqlParameters();
    const conditions = scoreConditions(projectId, query.filter, parameters);
    const rows = await this.database.query<ScoreRow>(
      `SELECT ${SCORE_COLUMNS} FROM scores WHERE ${conditions}
       ORDER BY "timestamp" DESC, id DESC LIMIT ${parameters.add(limit)} OFFSET ${parameters.add(offset)}`,
      parameters.values,
    );
    const scores = rows.map(scoreFromRow);
    const traces = query.withTraces ? await this.tracesOf(projectId, scores) : new Map<string, ScoredTrace>();
    return {
      items: scores.map((score) => ({ ...score, trace: traces.get(score.traceId ?? '') ?? null })),
      totalItems,
    };
  }

  async get(projectId: string, id: string): Promise<Score | null> {
    const [row] = await this.database.query<ScoreRow>(
      `SELECT ${SCORE_COLUMNS} FROM scores WHERE project_id = $1 AND id = $2
       ORDER BY "timestamp" DESC, subject_id LIMIT 1`,
      [projectId, id],
    );
    return row === undefined ? null : scoreFromRow(row);
  }

  async ofTrace(projectId: string, traceId: string, room: AnswerRoom): Promise<Score[]> {
    const [size] = await this.database.query<{ bytes: number }>(
      `SELECT COALESCE(sum(${SCORE_BYTES}), 0)::bigint AS bytes FROM scores
       WHERE project_id = $1 AND subject_id = $2 AND trace_id = $2`,
      [projectId, traceId],
    );
    room.take(size?.bytes ?? 0, 'the trace cannot be read as a whole');
    const rows = await this.database.query<ScoreRow>(
      `SELECT ${SCORE_COLUMNS} FROM scores WHERE project_id = $1 AND subject_id = $2 AND trace_id = $2 ORDER BY "timestamp", id`,
      [projectId, traceId],
    );
    return rows.map(scoreFromRow);
  }

  async idsOfTraces(projectId: string, traceIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.database.query<{ trace_id: string; ids: string[] }>(
      `SELECT trace_id, array_agg(id ORDER BY id) AS ids FROM scores
       WHERE project_id = $1 AND subject_id = ANY ($2) AND trace_id = subject_id GROUP BY trace_id`,
      [projectId, traceIds],
    );
    return new Map(rows.map((row) => [row.trace_id, row.ids]));
  }

  private async count({ projectId, filter }: ScoreQuery): Promise<number> {
    const parameters = new SqlParameters();
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*) AS count FROM scores WHERE ${scoreConditions(projectId, filter, parameters)}`,
      parameters.values,
    );
    return row?.count ?? 0;
  }

  private async tracesOf(projectId: string, scores: readonly Score[]): Promise<Map<string, ScoredTrace>> {
    const ids = [...new Set(scores.flatMap(({ traceId }) => traceId ?? []))];
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<ScoredTraceRow>(
      `SELECT id, user_id, session_id, environment, tags FROM traces WHERE project_id = $1 AND id = ANY ($2)`,
      [projectId, ids],
    );
    return new Map(
      rows.map(({ id, user_id, session_id, environment, tags }) => [
        id,
        { id, userId: user_id, sessionId: session_id, environment, tags },
      ]),
    );
  }
}
