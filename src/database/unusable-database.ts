import { connectionRefusal } from './connection-refusal.js';
import { databaseFault } from './database-error.js';
import { UnusableDatabaseError } from './unusable-database.error.js';

const INSUFFICIENT_PRIVILEGE = '42501';

/** What a failed start of the database means where waiting cannot help; null where it may. */
export function unusableDatabase(error: unknown): UnusableDatabaseError | null {
  if (error instanceof UnusableDatabaseError) return error;
  const reason = connectionRefusal(error) ?? mistake(error);
  return reason === null
    ? null
    : new UnusableDatabaseError(`The database cannot be used: ${reason}`, { cause: error });
}

/** Of the configuration or of ours: whatever is not known to pass. */
function mistake(error: unknown): string | null {
  if (databaseFault(error) !== 'bug') return null;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === INSUFFICIENT_PRIVILEGE) return 'the user may not connect to it, or not create tables in it';
  return code === undefined ? message : `${message} (${code})`;
}
