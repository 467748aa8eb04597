import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Serves the same routes under a path, for gateways that do not cut it off; without it they are served too. */
export function acceptBasePath(basePath: string): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const { url } = request;
    if (basePath !== '' && url.startsWith(basePath) && /^([/?]|$)/.test(url.slice(basePath.length))) {
      const rest = url.slice(basePath.length);
      request.url = rest.startsWith('/') ? rest : `/${rest}`;
    }
    next();
  };
}
