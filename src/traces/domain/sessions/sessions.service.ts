import { Injectable } from '@nestjs/common';
import type { ByteHold } from '../../../common/byte-budget.js';
import { NotFoundError } from '../../../common/domain-error.js';
import type { Page } from '../../../common/page.js';
import { AnswerRoom, MAX_ANSWER_BYTES } from '../answer-room.js';
import type { Session, SessionDetail } from './session.js';
import type { SessionQuery } from './session-query.js';
import { SessionReader } from './session.reader.js';

@Injectable()
export class SessionsService {
  constructor(private readonly sessions: SessionReader) {}

  find(query: SessionQuery): Promise<Page<Session>> {
    return this.sessions.find(query);
  }

  /** Takes the bytes of its answer from `hold` before it reads them. @throws NotFoundError, AnswerTooLargeError, UnavailableError */
  async get(projectId: string, id: string, hold: ByteHold): Promise<SessionDetail> {
    // PostgreSQL cannot even be asked for a text with NUL.
    const session = id.includes('\0') ? null : await this.sessions.get(projectId, id);
    if (session === null) throw new NotFoundError('Session not found');
    const room = new AnswerRoom(MAX_ANSWER_BYTES, hold);
    return { ...session, traces: await this.sessions.tracesOf(projectId, id, room) };
  }
}
