import { Controller, Get, HttpCode, HttpStatus, Param, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiPayloadTooLargeResponse,
  ApiQuery,
  ApiResponse,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnsupportedMediaTypeResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Signed } from '../../auth/http/access.decorator.js';
import { BadRequestError, DomainError } from '../../common/domain-error.js';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { setRequestDeadline } from '../../common/http/request-deadline.js';
import type { AnnouncedMedia } from '../domain/media.js';
import { MediaGrants } from '../domain/media-grants.service.js';
import { MediaService } from '../domain/media.service.js';
import { essenceOf } from './content-type.js';
import { sendContent } from './send-content.js';

/** Slower than that, an upload is cut off. */
const MIN_BYTES_PER_MS = 64;
const PATIENCE_MS = 60_000;

const BYTES = { type: 'string', format: 'binary' } as const;
const MEDIA_ID = { name: 'mediaId', description: 'The id of the media.' } as const;
const GRANT = {
  name: 'grant',
  type: String,
  description: 'What the server has put there.',
  example: 'WyJ1cGxvYWQi.c2lnbmF0dXJl',
} as const;

/** Where the URLs lead that the server gives out for the bytes of media. */
@ApiTags('Media')
@ApiServiceUnavailableResponse({
  type: ErrorResponseDto,
  description: 'The database or the place of the media is away or full.',
})
@Signed()
@Controller('api/public/media/:mediaId/content')
export class MediaContentController {
  constructor(
    private readonly media: MediaService,
    private readonly grants: MediaGrants,
  ) {}

  @Put()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    operationId: 'uploadMediaContent',
    summary: 'Upload the bytes of media',
    description:
      'They are kept where they have the length and the hash that were announced, else nothing is.',
  })
  @ApiParam(MEDIA_ID)
  @ApiQuery(GRANT)
  @ApiConsumes('*/*')
  @ApiBody({ required: true, schema: BYTES, description: 'The bytes as they are.' })
  @ApiOkResponse({ description: 'The bytes are stored, and it is committed.' })
  @ApiBadRequestResponse({ type: ErrorResponseDto, description: 'These are not the announced bytes.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'There are no such media.' })
  @ApiPayloadTooLargeResponse({ type: ErrorResponseDto, description: 'There are more bytes than announced.' })
  @ApiUnsupportedMediaTypeResponse({
    type: ErrorResponseDto,
    description: 'The Content-Type is not the announced one.',
  })
  async upload(
    @Param('mediaId') id: string,
    @Query('grant') grant: unknown,
    @Req() request: Request,
  ): Promise<void> {
    const media = this.grants.redeem('upload', id, grant);
    requireAnnounced(request, media);
    const totalMs = PATIENCE_MS + media.contentLength / MIN_BYTES_PER_MS;
    setRequestDeadline(request, { idleMs: PATIENCE_MS, totalMs });
    await this.media.upload(media, request);
  }

  @Get()
  @ApiOperation({
    operationId: 'downloadMediaContent',
    summary: 'Download the bytes of media',
    description: 'As an attachment. Part of them where the request has a Range.',
  })
  @ApiParam(MEDIA_ID)
  @ApiQuery({ ...GRANT, example: 'WyJkb3dubG9hZCI.c2lnbmF0dXJl' })
  @ApiOkResponse({
    description: 'The bytes; types that a browser would run come as application/octet-stream.',
    content: { '*/*': { schema: BYTES } },
  })
  @ApiResponse({
    status: HttpStatus.PARTIAL_CONTENT,
    description: 'The bytes that were asked for.',
    content: { '*/*': { schema: BYTES } },
  })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The bytes are not here.' })
  @ApiResponse({
    status: HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
    type: ErrorResponseDto,
    description: 'There are not so many bytes.',
  })
  async download(
    @Param('mediaId') id: string,
    @Query('grant') grant: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const media = this.grants.redeem('download', id, grant);
    await sendContent(request, response, media, (range) => this.media.read(media, range));
  }
}

/** What the headers say about the body must be what was announced; what they leave out is found out from the body. */
function requireAnnounced(request: Request, media: AnnouncedMedia): void {
  const { 'content-type': type, 'content-length': length, 'x-amz-checksum-sha256': hash } = request.headers;
  // Some clients add a charset by themselves.
  if (type !== undefined && essenceOf(type) !== essenceOf(media.contentType))
    throw new DomainError(
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Type must be ${media.contentType}, as announced`,
    );
  if (length !== undefined && Number(length) !== media.contentLength)
    throw new BadRequestError(`Content-Length must be ${media.contentLength}, as announced`);
  if (hash !== undefined && hash !== media.sha256)
    throw new BadRequestError('x-amz-checksum-sha256 must be the hash that was announced');
}
