import { DomainError, UnavailableError } from '../common/domain-error.js';

/** What a failed statement means for the caller. */
export type DatabaseFault =
  /** The data of one row: the same row will fail again, its neighbours may not. */
  | 'data'
  /** Two transactions met (deadlock, serialisation, lock time-out): the same transaction may pass at once. */
  | 'conflict'
  /** The database is away, starting, overloaded or took too long. */
  | 'passing'
  /** No space left on the device: reads go on, writes wait until there is some. */
  | 'no-space'
  /** A mistake of ours. */
  | 'bug';

const CONFLICT = new Set(['40001', '40P01', '55P03']);
const PASSING = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P04',
  '57P05',
  '57014',
  '53300',
  '53200',
  '53400',
  '25P03',
  '25006',
]);
const NO_SPACE = new Set(['53100', '58030']);
const NETWORK = /^(ECONN|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES)/;
const CONNECTION_LOST =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout|pool after calling end|not queryable|runner already released/i;

/**
 * Sorts an error of the driver by its SQLSTATE (PostgreSQL manual, appendix A) or, without one, by the network's code.
 * @see databaseError for what the caller is told
 */
export function databaseFault(error: unknown): DatabaseFault {
  const code = codeOf(error);
  if (code !== undefined && NETWORK.test(code)) return 'passing';
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) {
    if (CONFLICT.has(code)) return 'conflict';
    if (NO_SPACE.has(code)) return 'no-space';
    if (PASSING.has(code) || (code.startsWith('08') && code !== '08P01')) return 'passing';
    if (code.startsWith('22') || code.startsWith('23') || code.startsWith('54')) return 'data';
    return 'bug';
  }
  if (error instanceof AggregateError)
    return error.errors.some((each) => databaseFault(each) === 'passing') ? 'passing' : 'bug';
  return error instanceof Error && CONNECTION_LOST.test(error.message) ? 'passing' : 'bug';
}

/** The error that a caller may see: passing faults become 503, everything else stays what it is. */
export function databaseError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  switch (databaseFault(error)) {
    case 'conflict':
      return new UnavailableError('The database is busy with the same data; try again', 1, { cause: error });
    case 'no-space':
      return new UnavailableError('The database has no space left on its disk', 30, { cause: error });
    case 'passing':
      return codeOf(error) === '57014'
        ? new UnavailableError('The query took too long; ask for less, or try again later', 5, {
            cause: error,
          })
        : new UnavailableError('The database is not reachable at the moment; try again', 2, { cause: error });
    case 'data':
    case 'bug':
      return error;
  }
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
