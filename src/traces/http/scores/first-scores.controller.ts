import { Controller, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Principal } from '../../../auth/domain/principal.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { AnswerBudget } from '../../../common/http/answer-budget.js';
import { ReadUnavailable } from '../../../common/http/read-unavailable.decorator.js';
import { ScoresService } from '../../domain/scores/scores.service.js';
import { ListScoresQueryDto } from './dto/list-scores-query.dto.js';
import type { ScorePageResponseDto } from './dto/score-page-response.dto.js';
import type { ScoreResponseDto } from './dto/score-response.dto.js';
import { presentFirstScorePage, presentScore } from './score.presenter.js';
import { firstScoreQueryOf } from './score-query-of.js';
import { GetScoreRoute, ListScoresRoute } from './score-routes.decorator.js';

/** The first generation of Langfuse's routes for scores: its list knows those of traces alone. */
@ApiTags('Scores')
@ReadUnavailable()
@Controller('api/public/scores')
export class FirstScoresController {
  constructor(
    private readonly scores: ScoresService,
    private readonly answers: AnswerBudget,
  ) {}

  @ListScoresRoute('listFirstScores', 'the scores of traces (NUMERIC, CATEGORICAL and BOOLEAN ones)')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() dto: ListScoresQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ScorePageResponseDto> {
    const query = firstScoreQueryOf(principal.projectId, dto);
    const page = await this.answers.within(response, (hold) => this.scores.find(query, hold));
    return presentFirstScorePage(query, page);
  }

  @GetScoreRoute('getFirstScore')
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('scoreId') scoreId: string,
  ): Promise<ScoreResponseDto> {
    return presentScore(await this.scores.get(principal.projectId, scoreId));
  }
}
