import { DomainError, UnavailableError } from '../common/domain-error.js';
import { connectionRefusal } from './connection-refusal.js';

/** What a failed statement means for the caller. */
export type DatabaseFault =
  /** The data of one row: the same row will fail again, its neighbours may not. */
  | 'data'
  /** Two transactions met (deadlock, serialisation): the same transaction may pass at once. */
  | 'conflict'
  /** Somebody held a lock for longer than we wait. To wait again at once would only take longer. */
  | 'blocked'
  /** The database is away, starting, overloaded or took too long. */
  | 'passing'
  /** No connection can be made before somebody changes something: see connection-refusal.ts. */
  | 'refused'
  /** No space left on the device: reads go on, writes wait until there is some. */
  | 'no-space'
  /** A mistake of ours. */
  | 'bug';

const CONFLICT = new Set(['40001', '40P01']);
const LOCK_NOT_AVAILABLE = '55P03';
const QUERY_CANCELED = '57014';
const PASSING = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P04',
  '57P05',
  QUERY_CANCELED,
  '53300',
  '53200',
  '53400',
  '25P03',
  '25006',
]);
const NO_SPACE = new Set(['53100', '58030']);
/** EMFILE, EAGAIN and their like: this machine has no room for a connection at the moment. */
const NETWORK =
  /^(ECONN|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|EHOST|ENET|ENOENT|EACCES|EADDRNOTAVAIL|EMFILE|ENFILE|ENOBUFS|EAGAIN|ERR_SSL_UNEXPECTED_EOF|ERR_TLS_HANDSHAKE_TIMEOUT)/;
const CONNECTION_LOST =
  /Connection terminated|timeout expired|error establishing an SSL connection|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout|pool after calling end|not queryable|runner already released/i;

/**
 * Sorts an error of the driver by its SQLSTATE (PostgreSQL manual, appendix A) or, without one, by the network's code.
 * @see databaseError for what the caller is told
 */
export function databaseFault(error: unknown): DatabaseFault {
  if (connectionRefusal(error) !== null) return 'refused';
  const code = codeOf(error);
  if (code !== undefined && NETWORK.test(code)) return 'passing';
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) {
    if (CONFLICT.has(code)) return 'conflict';
    if (code === LOCK_NOT_AVAILABLE) return 'blocked';
    if (NO_SPACE.has(code)) return 'no-space';
    if (PASSING.has(code) || (code.startsWith('08') && code !== '08P01')) return 'passing';
    if (code.startsWith('22') || code.startsWith('23') || code.startsWith('54')) return 'data';
    return 'bug';
  }
  if (error instanceof AggregateError)
    return error.errors.some((each) => databaseFault(each) === 'passing') ? 'passing' : 'bug';
  return error instanceof Error && CONNECTION_LOST.test(error.message) ? 'passing' : 'bug';
}

const TOO_LONG = {
  read: 'The query took too long; narrow it, by a shorter range of time for example, or try again later',
  write: 'The database took too long to store this; try again',
} as const;

/** The error that a caller may see: passing faults become 503, everything else stays what it is. */
export function databaseError(error: unknown, task: 'read' | 'write'): unknown {
  if (error instanceof DomainError) return error;
  const unavailable = (message: string, retryAfterSeconds: number): UnavailableError =>
    new UnavailableError(message, retryAfterSeconds, { cause: error });
  switch (databaseFault(error)) {
    case 'conflict':
      return unavailable('The database is busy with the same data; try again', 1);
    case 'blocked':
      return unavailable('Somebody has locked in the database what this needs; try again', 2);
    case 'no-space':
      return unavailable('The database has no space left on its disk', 30);
    case 'passing':
      return codeOf(error) === QUERY_CANCELED
        ? unavailable(TOO_LONG[task], 5)
        : unavailable('The database is not reachable at the moment; try again', 2);
    case 'refused':
      return unavailable('The database lets nobody in at the moment; try again', 5);
    case 'data':
    case 'bug':
      return error;
  }
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
