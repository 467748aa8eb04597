import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../auth/http/access.decorator.js';

/** Whoever opens the address in a browser gets to the documentation. */
@ApiExcludeController()
@Public()
@Controller()
export class FrontPageController {
  @Get()
  show(@Req() request: Request, @Res() response: Response): void {
    // Relative, because a gateway may show it under another path: from `/xtrace` it is `xtrace/docs/`, from `/xtrace/` it is `docs/`.
    const path = request.originalUrl.split('?', 1)[0] ?? '/';
    const last = path.slice(path.lastIndexOf('/') + 1);
    response.redirect(last === '' ? 'docs/' : `${last}/docs/`);
  }
}
