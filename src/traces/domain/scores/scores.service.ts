import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../../../common/domain-error.js';
import type { Page } from '../../../common/page.js';
import type { ListedScore, Score } from './score.js';
import type { ScoreQuery } from './score-query.js';
import { ScoreReader } from './score.reader.js';

@Injectable()
export class ScoresService {
  constructor(private readonly scores: ScoreReader) {}

  find(query: ScoreQuery): Promise<Page<ListedScore>> {
    return this.scores.find(query);
  }

  /** @throws NotFoundError */
  async get(projectId: string, id: string): Promise<Score> {
    const score = id.includes('\0') ? null : await this.scores.get(projectId, id);
    if (score === null) throw new NotFoundError('There is no such score');
    return score;
  }
}
