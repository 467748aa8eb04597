import { Injectable } from '@nestjs/common';
import type { ByteHold } from '../../common/byte-budget.js';
import { NotFoundError } from '../../common/domain-error.js';
import type { Page } from '../../common/page.js';
import type { Score } from './scores/score.js';
import { ScoreReader } from './scores/score.reader.js';
import { AnswerRoom, MAX_ANSWER_BYTES } from './answer-room.js';
import type { ListedTrace, TraceDetail } from './trace.js';
import { traceIdSpellings } from '../../common/trace-id-spellings.js';
import type { TraceQuery } from './trace-query.js';
import { TraceReader } from './trace.reader.js';

/** Without scores where they were not asked for. */
export type ScoredTraceInList = ListedTrace & { readonly scoreIds: readonly string[] };
export type ScoredTraceDetail = TraceDetail & { readonly scores: readonly Score[] };

const NO_SCORES: ReadonlyMap<string, string[]> = new Map();

/** Both take the bytes of their answer from `hold` before they read it. @throws AnswerTooLargeError, UnavailableError */
@Injectable()
export class TracesService {
  constructor(
    private readonly reader: TraceReader,
    private readonly scores: ScoreReader,
  ) {}

  async find(query: TraceQuery, hold: ByteHold): Promise<Page<ScoredTraceInList>> {
    const room = new AnswerRoom(MAX_ANSWER_BYTES, hold);
    const { items, totalItems } = await this.reader.find(query, room);
    const ids = items.map(({ id }) => id);
    const withScores = query.groups.has('scores') && ids.length > 0;
    const scores = withScores ? await this.scores.idsOfTraces(query.projectId, ids, room) : NO_SCORES;
    return { items: items.map((trace) => ({ ...trace, scoreIds: scores.get(trace.id) ?? [] })), totalItems };
  }

  /** @throws NotFoundError for an id that no trace of the project has, in any spelling */
  async get(projectId: string, id: string, hold: ByteHold): Promise<ScoredTraceDetail> {
    const room = new AnswerRoom(MAX_ANSWER_BYTES, hold);
    // PostgreSQL cannot even be asked for a text with NUL.
    const trace = id.includes('\u0000') ? null : await this.reader.get(projectId, traceIdSpellings(id), room);
    if (trace === null) throw new NotFoundError('Trace not found');
    return { ...trace, scores: await this.scores.ofTrace(projectId, trace.id, room) };
  }
}
