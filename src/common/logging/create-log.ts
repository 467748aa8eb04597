import { pino, stdSerializers, type DestinationStream } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { Log } from './log.js';

/** Errors as type, message and stack only: a driver's error also holds parameters, and those are data of users. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = stdSerializers.err(error);
  const code = 'code' in error ? error.code : undefined;
  return { type, message, stack, code };
}

/**
 * JSON lines, or readable ones on a terminal. Synchronously: nothing is lost when the process ends.
 * @param output standard output where none is given
 */
export function createLog(level: string, isTerminal: boolean, output?: NodeJS.WritableStream): Log {
  const destination: DestinationStream | undefined = isTerminal
    ? PinoPretty({
        sync: true,
        ...(output && { destination: output }),
        ignore: 'pid,hostname',
        translateTime: 'SYS:HH:MM:ss',
      })
    : output;
  const options = {
    level,
    base: null,
    serializers: { error: serializeError, cause: serializeError },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
  };
  return new Log(destination === undefined ? pino(options) : pino(options, destination));
}
