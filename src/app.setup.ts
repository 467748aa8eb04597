import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { acceptBasePath } from './common/http/base-path.middleware.js';
import { browserAccess } from './common/http/browser-access.js';
import { ErrorEnvelopeFilter } from './common/http/error-envelope.filter.js';
import { JsonAnswerInterceptor } from './common/http/json-answer.interceptor.js';
import { requestContext } from './common/http/request-context.middleware.js';
import { securityHeaders } from './common/http/security-headers.middleware.js';
import { BadRequestError } from './common/domain-error.js';
import { Log } from './common/logging/log.js';
import { ServerMetrics } from './common/monitoring/server-metrics.js';
import { AppConfig } from './config/app-config.js';

/** What holds for every route. Bodies are read by the ingest routes themselves, after the guards. */
export function configureApp(app: NestExpressApplication): void {
  const config = app.get(AppConfig);
  const log = app.get(Log);
  const metrics = app.get(ServerMetrics);
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');
  app.use(acceptBasePath(config.basePath), requestContext(log, metrics), securityHeaders);
  app.enableCors(browserAccess(config.corsOrigins));
  app.useGlobalPipes(
    new ValidationPipe({ transform: true, forbidUnknownValues: false, exceptionFactory: firstProblem }),
  );
  app.useGlobalInterceptors(new JsonAnswerInterceptor());
  app.useGlobalFilters(new ErrorEnvelopeFilter(log, metrics));
}

/** Names the first parameter that breaks a rule, and the rule. */
function firstProblem(errors: ValidationError[]): BadRequestError {
  const [message] = Object.values(errors[0]?.constraints ?? {});
  return new BadRequestError(message ?? `${errors[0]?.property ?? 'A parameter'} is not valid`);
}
