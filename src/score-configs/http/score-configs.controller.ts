import { Controller, Get, HttpCode, HttpStatus, Param, Patch, Post, Query, Req } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import type { Principal } from '../../auth/domain/principal.js';
import { Authenticated } from '../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../auth/http/principal.decorator.js';
import { QueryRoute } from '../../auth/http/query-route.decorator.js';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { DocumentErrors } from '../../common/http/document-errors.decorator.js';
import { documentReader } from '../../common/http/json-document.js';
import { presentPage } from '../../common/http/present-page.js';
import { PageQueryDto } from '../../common/http/query/page-query.dto.js';
import {
  ScoreConfigsService,
  type NewScoreConfig,
  type ScoreConfigChange,
} from '../domain/score-configs.service.js';
import { ScoreConfigPageResponseDto, ScoreConfigResponseDto } from './dto/score-config-response.dto.js';
import { presentScoreConfig } from './score-config.presenter.js';
import { NEW_SCORE_CONFIG, SCORE_CONFIG_CHANGE } from './score-config.schema.js';

type Sent = Pick<NewScoreConfig, 'name' | 'dataType'> & Partial<NewScoreConfig>;

const readNew = documentReader<Sent>(NEW_SCORE_CONFIG);
const readChange = documentReader<ScoreConfigChange>(SCORE_CONFIG_CHANGE);

@ApiTags('Scores')
@ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'The database is away.' })
@Authenticated()
@Controller('api/public/score-configs')
export class ScoreConfigsController {
  constructor(private readonly configs: ScoreConfigsService) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    operationId: 'createScoreConfig',
    summary: 'Create a score config',
    description: 'Says what the scores that name it may look like; a score that does not is refused.',
  })
  @ApiBody({ required: true, schema: NEW_SCORE_CONFIG as never })
  @ApiOkResponse({ type: ScoreConfigResponseDto, description: 'The config. It is committed.' })
  @DocumentErrors()
  async create(
    @CurrentPrincipal() { projectId }: Principal,
    @Req() request: Request,
  ): Promise<ScoreConfigResponseDto> {
    const sent = await readNew(request);
    const config = await this.configs.create(projectId, {
      name: sent.name,
      dataType: sent.dataType,
      minValue: sent.minValue ?? null,
      maxValue: sent.maxValue ?? null,
      categories: sent.categories ?? null,
      description: sent.description ?? null,
    });
    return presentScoreConfig(config);
  }

  @Get()
  @QueryRoute()
  @ApiOperation({
    operationId: 'listScoreConfigs',
    summary: 'List score configs',
    description: 'One page, the latest first. totalItems is exact.',
  })
  @ApiOkResponse({ type: ScoreConfigPageResponseDto, description: 'The page; empty beyond the last one.' })
  @ApiBadRequestResponse({ type: ErrorResponseDto, description: 'A parameter does not follow its rule.' })
  async list(
    @CurrentPrincipal() { projectId }: Principal,
    @Query() dto: PageQueryDto,
  ): Promise<ScoreConfigPageResponseDto> {
    return presentPage(dto, await this.configs.find(projectId, dto), presentScoreConfig);
  }

  @Get(':configId')
  @QueryRoute()
  @ApiOperation({
    operationId: 'getScoreConfig',
    summary: 'Get a score config',
    description: 'The config with this id.',
  })
  @ApiParam({
    name: 'configId',
    description: 'The id of the config.',
    example: 'c18edc3c-0a3b-4e49-8278-dfe852126428',
  })
  @ApiOkResponse({ type: ScoreConfigResponseDto, description: 'The config.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such config.' })
  async get(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('configId') id: string,
  ): Promise<ScoreConfigResponseDto> {
    return presentScoreConfig(await this.configs.get(projectId, id));
  }

  @Patch(':configId')
  @ApiOperation({
    operationId: 'changeScoreConfig',
    summary: 'Change a score config',
    description: 'What is absent stays. Scores that are there already stay as they are.',
  })
  @ApiParam({
    name: 'configId',
    description: 'The id of the config.',
    example: 'c18edc3c-0a3b-4e49-8278-dfe852126428',
  })
  @ApiBody({ required: true, schema: SCORE_CONFIG_CHANGE as never })
  @ApiOkResponse({ type: ScoreConfigResponseDto, description: 'The config as it is now. It is committed.' })
  @DocumentErrors()
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such config.' })
  async change(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('configId') id: string,
    @Req() request: Request,
  ): Promise<ScoreConfigResponseDto> {
    return presentScoreConfig(await this.configs.change(projectId, id, await readChange(request)));
  }
}
