import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Nest's own lines, most of which interest only those who look for something. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  /** Modules and routes that were registered. */
  log(message: unknown): void {
    this.target.debug(String(message));
  }

  warn(message: unknown): void {
    this.target.warn(String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.target.error(message instanceof Error ? message.message : String(message), {
      detail: rest.filter(isText),
    });
  }

  fatal(message: unknown): void {
    this.target.error(String(message));
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
