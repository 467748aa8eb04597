import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';

/** What every line about a request carries. */
export interface RequestContext {
  readonly requestId: string;
  /** W3C trace context, when the caller sent one. */
  readonly traceId?: string;
}

/** Structured log lines: a message for people, fields for machines; lines about a request carry its id. */
export class Log {
  private static readonly context = new AsyncLocalStorage<RequestContext>();

  constructor(private readonly logger: Logger) {}

  static within<T>(context: RequestContext, work: () => T): T {
    return Log.context.run(context, work);
  }

  debug(message: string, fields: object = {}): void {
    this.logger.debug({ ...Log.context.getStore(), ...fields }, message);
  }

  info(message: string, fields: object = {}): void {
    this.logger.info({ ...Log.context.getStore(), ...fields }, message);
  }

  warn(message: string, fields: object = {}): void {
    this.logger.warn({ ...Log.context.getStore(), ...fields }, message);
  }

  error(message: string, fields: object = {}): void {
    this.logger.error({ ...Log.context.getStore(), ...fields }, message);
  }

  flush(): void {
    this.logger.flush();
  }
}
