import { Module } from '@nestjs/common';
import { DocsPageController } from './http/docs-page.controller.js';
import { FrontPageController } from './http/front-page.controller.js';
import { OpenApiDocumentController } from './http/openapi-document.controller.js';
import { OpenApiDocumentService } from './http/openapi-document.service.js';

/** The OpenAPI document, and the page that shows it. Both are only read: they are made before a release. */
@Module({
  controllers: [FrontPageController, OpenApiDocumentController, DocsPageController],
  providers: [OpenApiDocumentService],
})
export class DocsModule {}
