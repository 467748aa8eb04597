import {
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Put,
  Query,
  Req,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiNoContentResponse,
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
import { DocumentErrors } from '../../common/http/document-errors.decorator.js';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { presentPage } from '../../common/http/present-page.js';
import { PageQueryDto } from '../../common/http/query/page-query.dto.js';
import { ModelsService } from '../domain/models.service.js';
import { ModelPageResponseDto, ModelResponseDto } from './dto/model-response.dto.js';
import { KnownTiersInterceptor } from './known-tiers.interceptor.js';
import { presentModel } from './model.presenter.js';
import { NEW_MODEL } from './new-model.schema.js';
import { readNewModel } from './read-new-model.js';

@ApiTags('Models')
@ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'The database is away.' })
@Authenticated()
@UseInterceptors(KnownTiersInterceptor)
@Controller('api/public/models')
export class ModelsController {
  constructor(private readonly models: ModelsService) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    operationId: 'createModel',
    summary: 'Define what a model costs',
    description:
      'What is ingested from now on costs this where the pattern matches its model: models of the project go before those that are built in, of several the one with the latest startDate before the observation. Other replicas of the server know of it within seconds. A project has at most 1,000 models, no two with the same name and startDate.',
  })
  @ApiBody({ required: true, schema: NEW_MODEL as never })
  @ApiOkResponse({ type: ModelResponseDto, description: 'The model. It is committed.' })
  @DocumentErrors()
  async create(
    @CurrentPrincipal() { projectId }: Principal,
    @Req() request: Request,
  ): Promise<ModelResponseDto> {
    return presentModel(await this.models.create(projectId, await readNewModel(request)));
  }

  @Get()
  @QueryRoute()
  @ApiOperation({
    operationId: 'listModels',
    summary: 'List models',
    description:
      'One page: those of the project by name, of one name the latest startDate first, and behind them those that are built in. totalItems is exact.',
  })
  @ApiOkResponse({ type: ModelPageResponseDto, description: 'The page; empty beyond the last one.' })
  @ApiBadRequestResponse({ type: ErrorResponseDto, description: 'A parameter does not follow its rule.' })
  async list(
    @CurrentPrincipal() { projectId }: Principal,
    @Query() dto: PageQueryDto,
  ): Promise<ModelPageResponseDto> {
    return presentPage(dto, await this.models.find(projectId, dto), presentModel);
  }

  @Get(':modelId')
  @QueryRoute()
  @ApiOperation({
    operationId: 'getModel',
    summary: 'Get a model',
    description: 'The model with this id, of the project or built in.',
  })
  @ApiParam({
    name: 'modelId',
    description: 'The id of the model.',
    example: 'c18edc3c-0a3b-4e49-8278-dfe852126428',
  })
  @ApiOkResponse({ type: ModelResponseDto, description: 'The model.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such model.' })
  async get(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('modelId') id: string,
  ): Promise<ModelResponseDto> {
    return presentModel(await this.models.get(projectId, id));
  }

  @Put(':modelId')
  @ApiOperation({
    operationId: 'putModel',
    summary: 'Define or replace what a model costs',
    description:
      'The model takes the place of the one of the project with this id, whole: what is not sent is no longer said. Where the project has none, it is defined with this id. What was priced by the one before stays as it is.',
  })
  @ApiParam({
    name: 'modelId',
    description: 'The id of the model: at most 200 characters, which do not begin with builtin:.',
    example: 'my-model',
  })
  @ApiBody({ required: true, schema: NEW_MODEL as never })
  @ApiOkResponse({ type: ModelResponseDto, description: 'The model. It is committed.' })
  @ApiNotFoundResponse({
    type: ErrorResponseDto,
    description: 'The model is built in, and cannot be replaced.',
  })
  @DocumentErrors()
  async put(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('modelId') id: string,
    @Req() request: Request,
  ): Promise<ModelResponseDto> {
    return presentModel(await this.models.replace(projectId, id, await readNewModel(request)));
  }

  @Delete(':modelId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'deleteModel',
    summary: 'Delete a model',
    description: 'What was priced by it stays as it is.',
  })
  @ApiParam({
    name: 'modelId',
    description: 'The id of the model.',
    example: 'c18edc3c-0a3b-4e49-8278-dfe852126428',
  })
  @ApiNoContentResponse({ description: 'It is deleted, durably.' })
  @ApiNotFoundResponse({
    type: ErrorResponseDto,
    description: 'The project has no such model of its own. Those that are built in cannot be deleted.',
  })
  async delete(@CurrentPrincipal() { projectId }: Principal, @Param('modelId') id: string): Promise<void> {
    await this.models.delete(projectId, id);
  }
}
