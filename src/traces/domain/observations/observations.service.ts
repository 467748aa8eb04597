import { Injectable } from '@nestjs/common';
import type { ByteHold } from '../../../common/byte-budget.js';
import { NotFoundError } from '../../../common/domain-error.js';
import type { Page } from '../../../common/page.js';
import { AnswerRoom, MAX_ANSWER_BYTES } from '../answer-room.js';
import type { Observation } from '../observation.js';
import { traceIdSpellings } from '../../../common/trace-id-spellings.js';
import type { ObservationStretch } from './observation-in-stretch.js';
import type { ObservationQuery, ObservationScan } from './observation-query.js';
import { ObservationReader } from './observation.reader.js';

/** All take the bytes of their answer from `hold` before they read it. @throws AnswerTooLargeError, UnavailableError */
@Injectable()
export class ObservationsService {
  constructor(private readonly reader: ObservationReader) {}

  find(query: ObservationQuery, hold: ByteHold): Promise<Page<Observation>> {
    return this.reader.find(query, new AnswerRoom(MAX_ANSWER_BYTES, hold));
  }

  scan(scan: ObservationScan, hold: ByteHold): Promise<ObservationStretch> {
    return this.reader.scan(scan, new AnswerRoom(MAX_ANSWER_BYTES, hold));
  }

  /** @throws NotFoundError for an id that no observation of the project has, in any spelling */
  async get(projectId: string, id: string, hold: ByteHold): Promise<Observation> {
    const room = new AnswerRoom(MAX_ANSWER_BYTES, hold);
    // PostgreSQL cannot even be asked for a text with NUL.
    const found = id.includes('\0') ? null : await this.reader.get(projectId, traceIdSpellings(id), room);
    if (found === null) throw new NotFoundError('There is no such observation');
    return found;
  }
}
