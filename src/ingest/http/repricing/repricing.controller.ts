import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import type { Principal } from '../../../auth/domain/principal.js';
import { Authenticated } from '../../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { QueryRoute } from '../../../auth/http/query-route.decorator.js';
import { DocumentErrors } from '../../../common/http/document-errors.decorator.js';
import { ErrorResponseDto } from '../../../common/http/error-response.dto.js';
import { documentReader } from '../../../common/http/json-document.js';
import { presentPage } from '../../../common/http/present-page.js';
import { PageQueryDto } from '../../../common/http/query/page-query.dto.js';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { RepricingService } from '../../domain/repricing/repricing.service.js';
import { timestampAt } from '../../domain/translation.js';
import { RepriceJobPageResponseDto, RepriceJobResponseDto } from './dto/reprice-job-response.dto.js';
import { presentRepriceJob } from './reprice-job.presenter.js';
import { REPRICE } from './reprice.schema.js';

type Sent = Readonly<Record<'fromTimestamp' | 'toTimestamp', string>> & { readonly model?: string | null };

const readSent = documentReader<Sent>(REPRICE);
const JOB_ID = {
  name: 'jobId',
  description: 'The id of the job.',
  example: 'c18edc3c-0a3b-4e49-8278-dfe852126428',
};

@ApiTags('Models')
@ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'The database is away.' })
@Authenticated()
@Controller('api/public/models/reprice')
export class RepricingController {
  constructor(private readonly repricing: RepricingService) {}

  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    operationId: 'repriceObservations',
    summary: 'Price observations again',
    description:
      'Prices the observations of a range of time by the models as they are now, in the background; costs that were sent stay as they are. ' +
      'All totals and figures follow. It goes on after a restart of the server. One job of a project at a time.',
  })
  @ApiBody({ required: true, schema: REPRICE as never })
  @ApiAcceptedResponse({ type: RepriceJobResponseDto, description: 'The job. It is committed.' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'Another job of the project is open.' })
  @DocumentErrors()
  async start(
    @CurrentPrincipal() { projectId }: Principal,
    @Req() request: Request,
  ): Promise<RepriceJobResponseDto> {
    const sent = await readSent(request);
    const from = instantAt(sent, 'fromTimestamp');
    const to = instantAt(sent, 'toTimestamp');
    return presentRepriceJob(await this.repricing.start(projectId, { from, to, model: sent.model ?? null }));
  }

  @Get()
  @QueryRoute()
  @ApiOperation({
    operationId: 'listRepriceJobs',
    summary: 'List jobs that price again',
    description: 'One page, the latest first. totalItems is exact.',
  })
  @ApiOkResponse({ type: RepriceJobPageResponseDto, description: 'The page; empty beyond the last one.' })
  @ApiBadRequestResponse({ type: ErrorResponseDto, description: 'A parameter does not follow its rule.' })
  async list(
    @CurrentPrincipal() { projectId }: Principal,
    @Query() dto: PageQueryDto,
  ): Promise<RepriceJobPageResponseDto> {
    return presentPage(dto, await this.repricing.find(projectId, dto), presentRepriceJob);
  }

  @Get(':jobId')
  @QueryRoute()
  @ApiOperation({
    operationId: 'getRepriceJob',
    summary: 'Get a job that prices again',
    description: 'How far it has come.',
  })
  @ApiParam(JOB_ID)
  @ApiOkResponse({ type: RepriceJobResponseDto, description: 'The job.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such job.' })
  async get(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('jobId') id: string,
  ): Promise<RepriceJobResponseDto> {
    return presentRepriceJob(await this.repricing.get({ projectId, id }));
  }

  @Delete(':jobId')
  @ApiOperation({
    operationId: 'cancelRepriceJob',
    summary: 'Cancel a job that prices again',
    description: 'What it has priced stays so. A job that is over stays as it is.',
  })
  @ApiParam(JOB_ID)
  @ApiOkResponse({ type: RepriceJobResponseDto, description: 'The job, which is over.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such job.' })
  async cancel(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('jobId') id: string,
  ): Promise<RepriceJobResponseDto> {
    return presentRepriceJob(await this.repricing.cancel({ projectId, id }));
  }
}

function instantAt(sent: Sent, field: 'fromTimestamp' | 'toTimestamp'): Timestamp {
  const instant = timestampAt(sent[field], [field]);
  if (instant === undefined) throw new InvalidFieldError([field], 'is required');
  return instant;
}
