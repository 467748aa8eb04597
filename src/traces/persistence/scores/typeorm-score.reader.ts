import { Injectable } from '@nestjs/common';
import type { Page } from '../../../common/page.js';
import { traceIdSpellings } from '../../../common/trace-id-spellings.js';
import { allSpellings } from '../../../database/id-conditions.sql.js';
import { ReadDatabase } from '../../../database/read-database.js';
import type { AnswerRoom } from '../../domain/answer-room.js';
import type { ListedScore, Score, ScoreStretch } from '../../domain/scores/score.js';
import type { ScoreQuery, ScoreScan } from '../../domain/scores/score-query.js';
import { ScoreReader } from '../../domain/scores/score.reader.js';
import { BYTES_PER_ID } from '../answer-bytes.query.js';
import { countScores } from './count-scores.js';
import { bytesOfScoredTraces, readScoredTraces } from './scored-traces.js';
import { findScoreKeys, readScores } from './scores-by-key.js';
import { SCORE_BYTES, SCORE_COLUMNS, scoreFromRow, type ScoreRow } from './score-row.js';

/** $1, $2: project and traces. */
const OF_TRACES = 'project_id = $1 AND subject_id = ANY ($2) AND trace_id = subject_id';

@Injectable()
export class TypeOrmScoreReader extends ScoreReader {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async find(query: ScoreQuery, room: AnswerRoom): Promise<Page<ListedScore>> {
    const { projectId, page, limit, withTraces } = query;
    const totalItems = await countScores(this.database, query);
    const skip = (page - 1) * limit;
    if (skip >= totalItems) return { items: [], totalItems };
    const keys = await findScoreKeys(this.database, query, { skip, limit });
    const shown = withTraces ? [...new Set(keys.flatMap(({ trace_id }) => trace_id ?? []))] : [];
    const bytesOfTraces = await bytesOfScoredTraces(this.database, projectId, shown);
    const bytes = keys.reduce(
      (sum, key) => sum + key.bytes + (bytesOfTraces.get(key.trace_id ?? '') ?? 0),
      0,
    );
    room.take(bytes, 'lower limit, or leave trace out of fields');
    const scores = await readScores(this.database, projectId, keys);
    const traces = await readScoredTraces(this.database, projectId, shown);
    return {
      items: scores.map((score) => ({ ...score, trace: traces.get(score.traceId ?? '') ?? null })),
      totalItems,
    };
  }

  async scan(scan: ScoreScan, room: AnswerRoom): Promise<ScoreStretch> {
    const { projectId, after, limit } = scan;
    const found = await findScoreKeys(this.database, scan, { after, limit: limit + 1 });
    const keys = found.slice(0, limit);
    const last = found.length > limit ? keys.at(-1) : undefined;
    const bytes = keys.reduce((sum, key) => sum + key.bytes, 0);
    room.take(bytes, 'lower limit');
    return {
      items: await readScores(this.database, projectId, keys),
      next:
        last === undefined ? null : { timestamp: last.timestamp, id: last.id, subjectId: last.subject_id },
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
       WHERE ${OF_TRACES}`,
      [projectId, traceIdSpellings(traceId)],
    );
    room.take(size?.bytes ?? 0, 'the trace cannot be read as a whole');
    const rows = await this.database.query<ScoreRow>(
      `SELECT ${SCORE_COLUMNS} FROM scores WHERE ${OF_TRACES} ORDER BY "timestamp", id`,
      [projectId, traceIdSpellings(traceId)],
    );
    return rows.map(scoreFromRow);
  }

  async idsOfTraces(
    projectId: string,
    traceIds: readonly string[],
    room: AnswerRoom,
  ): Promise<Map<string, string[]>> {
    const spellings = allSpellings(traceIds);
    const [size] = await this.database.query<{ bytes: number }>(
      `SELECT COALESCE(sum(octet_length(id) + ${BYTES_PER_ID}), 0)::bigint AS bytes FROM scores WHERE ${OF_TRACES}`,
      [projectId, spellings],
    );
    room.take(size?.bytes ?? 0, 'lower limit, or leave scores out by fields');
    const rows = await this.database.query<{ trace_id: string; ids: string[] }>(
      `SELECT trace_id, array_agg(id ORDER BY id) AS ids FROM scores
       WHERE ${OF_TRACES} GROUP BY trace_id`,
      [projectId, spellings],
    );
    const idsBySpelling = new Map(rows.map((row) => [row.trace_id, row.ids]));
    const idsOf = (traceId: string): string[] =>
      traceIdSpellings(traceId).flatMap((spelling) => idsBySpelling.get(spelling) ?? []);
    const found = traceIds.map((traceId): [string, string[]] => [traceId, idsOf(traceId).sort()]);
    return new Map(found.filter(([, ids]) => ids.length > 0));
  }
}
