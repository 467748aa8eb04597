import { Controller, Get, Query, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import type { Principal } from '../../../auth/domain/principal.js';
import { Authenticated } from '../../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { QueryRoute } from '../../../auth/http/query-route.decorator.js';
import { AnswerBudget } from '../../../common/http/answer-budget.js';
import { ErrorResponseDto } from '../../../common/http/error-response.dto.js';
import { ReadUnavailable } from '../../../common/http/read-unavailable.decorator.js';
import { ScoresService } from '../../domain/scores/scores.service.js';
import { ScanScoresQueryDto } from './dto/scan-scores-query.dto.js';
import { ScoreStretchResponseDto } from './dto/score-stretch-response.dto.js';
import { scoreScanOf } from './score-scan-of.js';
import { presentScoreStretch } from './score-stretch.presenter.js';

/** The third generation of Langfuse's routes for scores: stretch by stretch, each value as what it is. */
@ApiTags('Scores')
@Controller('api/public/v3/scores')
export class ThirdScoresController {
  constructor(
    private readonly scores: ScoresService,
    private readonly answers: AnswerBudget,
  ) {}

  @Get()
  @Authenticated()
  @QueryRoute()
  @ApiOperation({
    operationId: 'scanScores',
    summary: 'List scores by cursors',
    description:
      'The scores that match all conditions, the latest first, stretch by stretch: meta.cursor of an answer asks for the next one. ' +
      'Parameters with several values have commas between them. An empty parameter counts as absent.',
  })
  @ApiOkResponse({ type: ScoreStretchResponseDto, description: 'A stretch of the list.' })
  @ApiBadRequestResponse({
    type: ErrorResponseDto,
    description: 'A parameter does not follow its rule, or does not go with another one.',
  })
  @ApiPayloadTooLargeResponse({
    type: ErrorResponseDto,
    description: 'The answer would be too large: lower limit.',
  })
  @ReadUnavailable()
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() dto: ScanScoresQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ScoreStretchResponseDto> {
    const scan = scoreScanOf(principal.projectId, dto);
    const stretch = await this.answers.within(response, (hold) => this.scores.scan(scan, hold));
    return presentScoreStretch(dto, stretch);
  }
}
