import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Principal } from '../domain/principal.js';
import { requestPrincipal } from './request-principal.js';

/** The caller, as a parameter of a handler. Not for public routes: these have none. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = requestPrincipal(context.switchToHttp().getRequest<Request>());
  if (principal === null) throw new Error(`${context.getClass().name} asks a public route for its caller`);
  return principal;
});
