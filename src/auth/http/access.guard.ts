import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { AuthenticatorService } from '../domain/authenticator.service.js';
import { LoginService } from '../domain/login.service.js';
import type { Principal } from '../domain/principal.js';
import { ForbiddenError } from '../domain/forbidden.error.js';
import { UnauthorizedError } from '../domain/unauthorized.error.js';
import { ACCESS, SCORES_SCOPE, type Access } from './access.decorator.js';
import { clientNetwork } from './client-network.js';
import { setRequestPrincipal } from './request-principal.js';

const CHALLENGE = 'Bearer realm="xtrace", Basic realm="xtrace"';

/** Denies every route that does not declare its access, and finds out who calls the others. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: AuthenticatorService,
    private readonly loginService: LoginService,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const declared = <T>(key: string): T | undefined =>
      this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
    const access = declared<Access>(ACCESS);
    if (access === 'public' || access === 'signed') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    try {
      const principal = this.identify(access, request);
      if (principal.scope === 'scores' && declared<boolean>(SCORES_SCOPE) !== true)
        throw new ForbiddenError();
      setRequestPrincipal(request, principal);
    } catch (error) {
      if (error instanceof UnauthorizedError)
        http.getResponse<Response>().setHeader('WWW-Authenticate', CHALLENGE);
      throw error;
    }
    return true;
  }

  private identify(access: Access | undefined, request: Request): Principal {
    if (access === undefined) throw new UnauthorizedError();
    const anonymous = access === 'compat-public' ? this.authenticator.anonymous() : null;
    return anonymous ?? this.loginService.login(request.headers.authorization, clientNetwork(request));
  }
}
