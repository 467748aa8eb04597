import { databaseError, databaseFault } from '../../database/database-error.js';
import { RejectedDataError } from '../domain/rejected-data.error.js';
import { rejectedDataMessage } from './rejected-data-message.js';

/** What the caller of a failed write is told: the driver's error as RejectedDataError, UnavailableError or, where it is a mistake of ours, itself. */
export function ingestError(error: unknown): unknown {
  if (databaseFault(error) !== 'data') return databaseError(error, 'write');
  return new RejectedDataError(rejectedDataMessage(error), { cause: error });
}
