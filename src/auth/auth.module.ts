import { Module } from '@nestjs/common';
import { getOptionsToken, getStorageToken, type ThrottlerModuleOptions } from '@nestjs/throttler';
import { AppConfig } from '../config/app-config.js';
import { AuthenticatorService } from './domain/authenticator.service.js';
import { FailedLogins } from './domain/failed-logins.js';
import { LoginService } from './domain/login.service.js';
import { RateLimitStats } from './domain/rate-limit-stats.js';
import { AccessGuard } from './http/access.guard.js';
import { ProjectsController } from './http/projects.controller.js';
import { QueryThrottlerGuard } from './http/query-throttler.guard.js';
import { RateLimitStatsController } from './http/rate-limit-stats.controller.js';
import { TokenBucketStorage } from './http/token-bucket.storage.js';

/** The bucket answers with Retry-After and the body of the 429; the throttler's own headers would speak of windows. */
function throttlerOptions(config: AppConfig): ThrottlerModuleOptions {
  const refillMs = (config.rateLimitBurst / config.rateLimitQps) * 1000;
  return { setHeaders: false, throttlers: [{ limit: config.rateLimitBurst, ttl: refillMs }] };
}

/** Who calls, and how often. The application registers the two guards globally: access first, then throttler. */
@Module({
  controllers: [ProjectsController, RateLimitStatsController],
  providers: [
    AuthenticatorService,
    FailedLogins,
    LoginService,
    RateLimitStats,
    TokenBucketStorage,
    { provide: getStorageToken(), useExisting: TokenBucketStorage },
    { provide: getOptionsToken(), useFactory: throttlerOptions, inject: [AppConfig] },
    AccessGuard,
    QueryThrottlerGuard,
  ],
  exports: [AccessGuard, QueryThrottlerGuard],
})
export class AuthModule {}
