import { Catch, HttpException, HttpStatus, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError, UnavailableError, type ErrorCode } from '../domain-error.js';
import { ServerMetrics } from '../monitoring/server-metrics.js';
import { Log } from '../logging/log.js';
import { TooManyRequestsError } from '../too-many-requests.error.js';
import { allowedMethods } from './allowed-methods.js';
import { compatibleErrorName } from './compatible-error-name.js';
import { letBodyRunOut } from './let-body-run-out.js';
import { MethodNotAllowedError } from './method-not-allowed.error.js';
import { noteRefusal } from './refusal-note.js';
import { spreadRetryAfter } from './retry-after.js';
import { routeOf } from './route-of.js';

const STATUS: Readonly<Record<ErrorCode, HttpStatus>> = {
  UNAUTHORIZED: HttpStatus.UNAUTHORIZED,
  FORBIDDEN: HttpStatus.FORBIDDEN,
  BAD_REQUEST: HttpStatus.BAD_REQUEST,
  NOT_FOUND: HttpStatus.NOT_FOUND,
  METHOD_NOT_ALLOWED: HttpStatus.METHOD_NOT_ALLOWED,
  CONFLICT: HttpStatus.CONFLICT,
  PAYLOAD_TOO_LARGE: HttpStatus.PAYLOAD_TOO_LARGE,
  UNSUPPORTED_MEDIA_TYPE: HttpStatus.UNSUPPORTED_MEDIA_TYPE,
  RANGE_NOT_SATISFIABLE: HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
  TOO_MANY_REQUESTS: HttpStatus.TOO_MANY_REQUESTS,
  SERVICE_UNAVAILABLE: HttpStatus.SERVICE_UNAVAILABLE,
  INTERNAL_ERROR: HttpStatus.INTERNAL_SERVER_ERROR,
};

interface ErrorBody {
  message: string;
  code: ErrorCode;
  data: null;
  error?: string;
  meta?: { rate_limit: { remaining: number; reset_at: string } };
}

/** What stands in an answer besides its status and headers. */
export interface ErrorAnswer {
  readonly type: string;
  readonly body: Buffer | string;
}

/** The one place that turns an error into an answer: `{message, code, data: null}`, and `error` for clients of Langfuse. */
@Catch()
export class ErrorEnvelopeFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly metrics: ServerMetrics,
    private readonly random: () => number = Math.random,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = this.toDomainError(thrown, request);
    this.metrics.rejectedRequests.inc({ route: routeOf(request), reason: error.code });
    noteRefusal(request, { reason: error.message });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (error instanceof TooManyRequestsError)
      response.setHeader('Retry-After', String(error.retryAfterSeconds));
    if (error instanceof MethodNotAllowedError) response.setHeader('Allow', error.allowed.join(', '));
    if (error instanceof UnavailableError) {
      response.setHeader('Retry-After', spreadRetryAfter(error.retryAfterSeconds, this.random));
    }
    const { type, body } = this.answerTo(error, request);
    response.status(STATUS[error.code]).type(type).send(body);
    letBodyRunOut(request);
  }

  protected answerTo(error: DomainError, request: Request): ErrorAnswer {
    const name = compatibleErrorName(error.code, request.path);
    const body: ErrorBody = {
      message: error.message,
      code: error.code,
      data: null,
      ...(name !== undefined && { error: name }),
    };
    if (error instanceof TooManyRequestsError)
      body.meta = { rate_limit: { remaining: error.remaining, reset_at: error.resetAt } };
    return { type: 'application/json', body: JSON.stringify(body) };
  }

  protected toDomainError(thrown: unknown, request: Request): DomainError {
    if (thrown instanceof DomainError) {
      if (thrown.code === 'SERVICE_UNAVAILABLE') this.log.warn(thrown.message, { cause: thrown.cause });
      return thrown;
    }
    if (thrown instanceof HttpException) return fromHttpException(thrown, request);
    this.log.error('A request failed because of a mistake in the server', {
      error: thrown,
      route: routeOf(request),
    });
    return new DomainError(
      'INTERNAL_ERROR',
      'The server made a mistake; its log says more under this request id',
    );
  }
}

/** Nest's own: unknown routes, and what Express finds malformed. */
function fromHttpException(exception: HttpException, request: Request): DomainError {
  const status = exception.getStatus();
  if (status === 404) return unknownRoute(request);
  const code = (Object.keys(STATUS) as ErrorCode[]).find((each) => (STATUS[each] as number) === status);
  if (code !== undefined) return new DomainError(code, exception.message);
  return new DomainError(status < 500 ? 'BAD_REQUEST' : 'INTERNAL_ERROR', exception.message);
}

function unknownRoute(request: Request): DomainError {
  const allowed = allowedMethods(request.app, request.path);
  if (allowed.length > 0) return new MethodNotAllowedError(request.method, allowed);
  return new DomainError('NOT_FOUND', `There is no ${request.method} ${request.path.slice(0, 200)}`);
}
