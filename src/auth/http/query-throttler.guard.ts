import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  ThrottlerGuard,
  type ThrottlerLimitDetail,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import { Clock } from '../../common/clock.js';
import { TooManyRequestsError } from '../../common/too-many-requests.error.js';
import { clientNetwork } from './client-network.js';
import { QUERY_ROUTE } from './query-route.decorator.js';
import { requestPrincipal } from './request-principal.js';

/** One limit per credential over all query routes together. Runs after the access guard, which proves the credential. */
@Injectable()
export class QueryThrottlerGuard extends ThrottlerGuard {
  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    private readonly clock: Clock,
  ) {
    super(options, storage, reflector);
  }

  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    return Promise.resolve(
      this.reflector.getAllAndOverride<boolean | undefined>(QUERY_ROUTE, targets) !== true,
    );
  }

  /** The credential, or the address on a public query route. */
  protected override getTracker(request: Record<string, unknown>): Promise<string> {
    const principal = requestPrincipal(request);
    return Promise.resolve(principal?.clientKey ?? clientNetwork(request));
  }

  /** Without the route, unlike the default: a limit per route would be as many limits as there are routes. */
  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    limit: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new TooManyRequestsError(this.clock.now(), Math.ceil(limit.timeToBlockExpire * 1000));
  }
}
