import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../../../common/domain-error.js';
import type { ByteHold } from '../../../common/byte-budget.js';
import type { Page } from '../../../common/page.js';
import { AnswerRoom, MAX_ANSWER_BYTES } from '../answer-room.js';
import type { ListedScore, Score, ScoreStretch } from './score.js';
import type { ScoreQuery, ScoreScan } from './score-query.js';
import { ScoreReader } from './score.reader.js';

/** Lists take the bytes of their answer from `hold` before they read it. @throws AnswerTooLargeError, UnavailableError */
@Injectable()
export class ScoresService {
  constructor(private readonly scores: ScoreReader) {}

  find(query: ScoreQuery, hold: ByteHold): Promise<Page<ListedScore>> {
    return this.scores.find(query, new AnswerRoom(MAX_ANSWER_BYTES, hold));
  }

  scan(scan: ScoreScan, hold: ByteHold): Promise<ScoreStretch> {
    return this.scores.scan(scan, new AnswerRoom(MAX_ANSWER_BYTES, hold));
  }

  /** @throws NotFoundError */
  async get(projectId: string, id: string): Promise<Score> {
    const score = id.includes('\0') ? null : await this.scores.get(projectId, id);
    if (score === null) throw new NotFoundError('There is no such score');
    return score;
  }
}
