import { Controller, Param, Query } from '@nestjs/common';
import { ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../../auth/domain/principal.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { ErrorResponseDto } from '../../../common/http/error-response.dto.js';
import { ScoresService } from '../../domain/scores/scores.service.js';
import { ListScoresQueryDto } from './dto/list-scores-query.dto.js';
import type { ScorePageResponseDto } from './dto/score-page-response.dto.js';
import type { ScoreResponseDto } from './dto/score-response.dto.js';
import { presentScore, presentScorePage } from './score.presenter.js';
import { scoreQueryOf } from './score-query-of.js';
import { GetScoreRoute, ListScoresRoute } from './score-routes.decorator.js';

@ApiTags('Scores')
@ApiServiceUnavailableResponse({
  type: ErrorResponseDto,
  description: 'The database is away, or the query took too long.',
})
@Controller('api/public/v2/scores')
export class ScoresController {
  constructor(private readonly scores: ScoresService) {}

  @ListScoresRoute('listScores')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() dto: ListScoresQueryDto,
  ): Promise<ScorePageResponseDto> {
    const query = scoreQueryOf(principal.projectId, dto);
    return presentScorePage(query, await this.scores.find(query));
  }

  @GetScoreRoute('getScore')
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('scoreId') scoreId: string,
  ): Promise<ScoreResponseDto> {
    return presentScore(await this.scores.get(principal.projectId, scoreId));
  }
}
