import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../auth/http/access.decorator.js';
import { OpenApiDocumentService } from './openapi-document.service.js';

@ApiExcludeController()
@Public()
@Controller('openapi.json')
export class OpenApiDocumentController {
  constructor(private readonly documents: OpenApiDocumentService) {}

  @Get()
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  async get(@Res({ passthrough: true }) response: Response): Promise<string> {
    const { text, etag } = await this.documents.document();
    response.setHeader('ETag', etag);
    return text;
  }
}
