import { Controller, Get, HttpCode, HttpStatus, Param, Patch, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
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
import { documentReader } from '../../common/http/json-document.js';
import { publicUrlFor } from '../../common/http/public-url.js';
import { formatTimestamp, timestampFromMs } from '../../common/time/timestamp.js';
import { AppConfig } from '../../config/app-config.js';
import type { AnnouncedMedia, MediaField } from '../domain/media.js';
import { MediaGrants, type GrantedAction } from '../domain/media-grants.service.js';
import { MediaService, type UploadReport } from '../domain/media.service.js';
import { MediaResponseDto, MediaUploadResponseDto } from './dto/media-response.dto.js';
import { NEW_MEDIA, UPLOAD_REPORT } from './media.schema.js';

interface NewMedia {
  readonly traceId: string;
  readonly observationId?: string | null;
  readonly contentType: string;
  readonly contentLength: number;
  readonly sha256Hash: string;
  readonly field: MediaField;
}

const MEDIA_ID = { name: 'mediaId', description: 'The id of the media.' } as const;

const readNew = documentReader<NewMedia>(NEW_MEDIA);
const readReport = documentReader<UploadReport>(UPLOAD_REPORT);

@ApiTags('Media')
@ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'The database is away.' })
@Authenticated()
@Controller('api/public/media')
export class MediaController {
  constructor(
    private readonly media: MediaService,
    private readonly grants: MediaGrants,
    private readonly config: AppConfig,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'announceMedia',
    summary: 'Announce media',
    description: 'Says which bytes a trace or observation refers to, and asks where to upload them.',
  })
  @ApiBody({ required: true, schema: NEW_MEDIA as never })
  @ApiCreatedResponse({ type: MediaUploadResponseDto, description: 'The media are known. It is committed.' })
  @DocumentErrors()
  async announce(
    @CurrentPrincipal() { projectId }: Principal,
    @Req() request: Request,
  ): Promise<MediaUploadResponseDto> {
    const { sha256Hash, traceId, observationId = null, field, ...sent } = await readNew(request);
    const { media, isHere } = await this.media.announce(
      { projectId, sha256: sha256Hash, contentType: sent.contentType, contentLength: sent.contentLength },
      { traceId, observationId, field },
    );
    return { mediaId: media.id, uploadUrl: isHere ? null : this.urlFor(request, 'upload', media).url };
  }

  @Get(':mediaId')
  @QueryRoute()
  @ApiOperation({
    operationId: 'getMedia',
    summary: 'Get media',
    description: 'What they are, and a URL of their bytes that is good for an hour.',
  })
  @ApiParam(MEDIA_ID)
  @ApiOkResponse({ type: MediaResponseDto, description: 'The media.' })
  @ApiNotFoundResponse({
    type: ErrorResponseDto,
    description: 'The project has no such media, or they are not uploaded yet.',
  })
  async get(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('mediaId') id: string,
    @Req() request: Request,
  ): Promise<MediaResponseDto> {
    const media = await this.media.get(projectId, id);
    const { url, expiresAt } = this.urlFor(request, 'download', media);
    return {
      mediaId: media.id,
      contentType: media.contentType,
      contentLength: media.contentLength,
      url,
      urlExpiry: formatTimestamp(timestampFromMs(expiresAt)),
      uploadedAt: formatTimestamp(media.uploadedAt),
    };
  }

  @Patch(':mediaId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'reportMediaUpload',
    summary: 'Report how an upload went',
    description: 'Changes nothing: media count as uploaded when their bytes are here, and only then.',
  })
  @ApiParam(MEDIA_ID)
  @ApiBody({ required: true, schema: UPLOAD_REPORT as never })
  @ApiNoContentResponse({ description: 'It was heard.' })
  @DocumentErrors()
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such media.' })
  async report(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('mediaId') id: string,
    @Req() request: Request,
  ): Promise<void> {
    await this.media.report(projectId, id, await readReport(request));
  }

  private urlFor(
    request: Request,
    action: GrantedAction,
    media: AnnouncedMedia,
  ): { readonly url: string; readonly expiresAt: number } {
    const { text, expiresAt } = this.grants.issue(action, media);
    const base = publicUrlFor(request, this.config);
    return { url: `${base}/api/public/media/${media.id}/content?grant=${text}`, expiresAt };
  }
}
