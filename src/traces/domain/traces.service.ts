import { Injectable } from '@nestjs/common';
import type { ByteHold } from '../../common/byte-budget.js';
import { NotFoundError } from '../../common/domain-error.js';
import type { Page } from '../../common/page.js';
import { AnswerRoom } from './answer-room.js';
import type { ListedTrace, TraceDetail } from './trace.js';
import { traceIdSpellings } from './trace-id-spellings.js';
import type { TraceQuery } from './trace-query.js';
import { TraceReader } from './trace.reader.js';

/** Of one answer: it is read from the database as a whole. Less than all answers together may have, so that it can be given at all. */
export const MAX_ANSWER_BYTES = 80 * 1024 * 1024;

/** Both take the bytes of their answer from `hold` before they read it. @throws AnswerTooLargeError, UnavailableError */
@Injectable()
export class TracesService {
  constructor(private readonly reader: TraceReader) {}

  find(query: TraceQuery, hold: ByteHold): Promise<Page<ListedTrace>> {
    return this.reader.find(query, new AnswerRoom(MAX_ANSWER_BYTES, hold));
  }

  /** @throws NotFoundError for an id that no trace of the project has, in any spelling */
  async get(projectId: string, id: string, hold: ByteHold): Promise<TraceDetail> {
    const room = new AnswerRoom(MAX_ANSWER_BYTES, hold);
    // PostgreSQL cannot even be asked for a text with NUL.
    const trace = id.includes('\u0000') ? null : await this.reader.get(projectId, traceIdSpellings(id), room);
    if (trace === null) throw new NotFoundError('Trace not found');
    return trace;
  }
}
