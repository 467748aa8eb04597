import { applyDecorators, Get } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiPayloadTooLargeResponse,
} from '@nestjs/swagger';
import { Authenticated } from '../../../auth/http/access.decorator.js';
import { QueryRoute } from '../../../auth/http/query-route.decorator.js';
import { ErrorResponseDto } from '../../../common/http/error-response.dto.js';
import { ScorePageResponseDto } from './dto/score-page-response.dto.js';
import { ScoreResponseDto } from './dto/score-response.dto.js';

/** The list of scores, as both generations of Langfuse's routes have it. */
export function ListScoresRoute(operationId: string, which = 'the scores'): MethodDecorator {
  return applyDecorators(
    Get(),
    Authenticated(),
    QueryRoute(),
    ApiOperation({
      operationId,
      summary: 'List scores',
      description: `One page of ${which} that match all conditions, the latest first. totalItems is exact.`,
    }),
    ApiOkResponse({ type: ScorePageResponseDto, description: 'The page; empty beyond the last one.' }),
    ApiBadRequestResponse({ type: ErrorResponseDto, description: 'A parameter does not follow its rule.' }),
    ApiPayloadTooLargeResponse({
      type: ErrorResponseDto,
      description: 'The page would be too large: lower limit.',
    }),
  );
}

/** A score by its id. */
export function GetScoreRoute(operationId: string): MethodDecorator {
  return applyDecorators(
    Get(':scoreId'),
    Authenticated(),
    QueryRoute(),
    ApiOperation({
      operationId,
      summary: 'Get a score',
      description: 'Of several with the same id, of different traces, the latest.',
    }),
    ApiParam({ name: 'scoreId', description: 'The id of the score.', example: 'score-1' }),
    ApiOkResponse({ type: ScoreResponseDto, description: 'The score.' }),
    ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such score.' }),
  );
}
