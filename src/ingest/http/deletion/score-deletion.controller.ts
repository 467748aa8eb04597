import { Controller, Delete, HttpCode, HttpStatus, Param } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOperation,
  ApiParam,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Principal } from '../../../auth/domain/principal.js';
import { Authenticated } from '../../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { ErrorResponseDto } from '../../../common/http/error-response.dto.js';
import { DeletionService } from '../../domain/deletion/deletion.service.js';

@ApiTags('Scores')
@ApiServiceUnavailableResponse({
  type: ErrorResponseDto,
  description: 'The database is away or too busy.',
})
@Authenticated()
@Controller('api/public/scores')
export class ScoreDeletionController {
  constructor(private readonly deletions: DeletionService) {}

  @Delete(':scoreId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'deleteScore',
    summary: 'Delete a score',
    description:
      'It is gone when this is answered. Of several with the same id, of different traces, all are.',
  })
  @ApiParam({ name: 'scoreId', description: 'The id of the score.', example: 'score-1' })
  @ApiNoContentResponse({ description: 'There is no such score, or not any more.' })
  async delete(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('scoreId') scoreId: string,
  ): Promise<void> {
    await this.deletions.deleteScore(projectId, scoreId);
  }
}
