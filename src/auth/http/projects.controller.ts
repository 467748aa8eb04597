import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AppConfig } from '../../config/app-config.js';
import type { Principal } from '../domain/principal.js';
import { CompatPublic } from './access.decorator.js';
import { ProjectListResponseDto } from './dto/project-list-response.dto.js';
import { presentProject } from './present-project.js';
import { CurrentPrincipal } from './principal.decorator.js';

@ApiTags('Projects')
@Controller('api/public/projects')
export class ProjectsController {
  constructor(private readonly config: AppConfig) {}

  @Get()
  @CompatPublic()
  @ApiOperation({
    operationId: 'listProjects',
    summary: 'The project of the credential',
    description:
      'Lists exactly one project: the one that the credential belongs to. SDKs call it to check their credential. ' +
      'Not rate limited.',
  })
  @ApiOkResponse({ type: ProjectListResponseDto, description: 'The project.' })
  list(@CurrentPrincipal() principal: Principal): ProjectListResponseDto {
    return { data: [presentProject(principal.projectId, this.config.projectName)] };
  }
}
