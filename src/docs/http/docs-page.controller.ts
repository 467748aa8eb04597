import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../auth/http/access.decorator.js';
import { NotFoundError } from '../../common/domain-error.js';
import { docsPage, PAGE_POLICY, PAGE_SCRIPT, PAGE_SCRIPT_FILE, SWAGGER_UI_FILES } from './docs-page.js';
import { swaggerUiFiles } from './swagger-ui-files.js';

const REVALIDATE = 'no-cache';
/** The page names the version of each of these files. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The page that shows the OpenAPI document, with all that it needs: nothing comes from another host. */
@ApiExcludeController()
@Public()
@Controller('docs')
export class DocsPageController {
  @Get()
  @Header('Cache-Control', REVALIDATE)
  @Header('Content-Security-Policy', PAGE_POLICY)
  page(@Req() request: Request, @Res() response: Response): void {
    // The relative paths in the page begin at `docs/`, and so must the browser.
    if (!request.path.endsWith('/')) response.redirect('docs/');
    else response.type('html').send(docsPage(swaggerUiFiles().version));
  }

  @Get(PAGE_SCRIPT_FILE)
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', REVALIDATE)
  script(): string {
    return PAGE_SCRIPT;
  }

  @Get(':file')
  async file(@Param('file') file: string, @Res() response: Response): Promise<void> {
    if (!SWAGGER_UI_FILES.has(file)) throw new NotFoundError(`There is no GET /docs/${file.slice(0, 100)}`);
    await sent(response, file, swaggerUiFiles().folder);
  }
}

function sent(response: Response, file: string, root: string): Promise<void> {
  return new Promise((resolve, reject) => {
    response.sendFile(file, { root, headers: { 'Cache-Control': FOR_EVER } }, (error?: Error) => {
      // A browser that went away needs no answer.
      if (error === undefined || response.headersSent) resolve();
      else reject(error);
    });
  });
}
