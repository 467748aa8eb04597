import { DomainError, type ErrorCode } from '../../common/domain-error.js';
import { SeriesLimitError } from '../domain/series-limit.error.js';

/** Why a body could not be read: how many events were in it is not known, so it counts as one. */
export type UnreadReason = 'malformed' | 'too_large' | 'unsupported_type' | 'overload' | 'mistake';

/** Why events that could be read and counted were not stored. */
export type EventReason =
  'invalid' | 'foreign_project' | 'series_limit' | 'too_many' | 'unavailable' | 'mistake';

export type RejectionReason = UnreadReason | EventReason;

const UNREAD: Partial<Readonly<Record<ErrorCode, UnreadReason>>> = {
  BAD_REQUEST: 'malformed',
  PAYLOAD_TOO_LARGE: 'too_large',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported_type',
  SERVICE_UNAVAILABLE: 'overload',
};

const EVENTS: Partial<Readonly<Record<ErrorCode, EventReason>>> = {
  BAD_REQUEST: 'invalid',
  FORBIDDEN: 'foreign_project',
  PAYLOAD_TOO_LARGE: 'too_many',
  SERVICE_UNAVAILABLE: 'unavailable',
};

/** @param isRead whether the body had been read, and its events counted, when the error came */
export function rejectionReason(error: unknown, isRead: boolean): RejectionReason {
  if (error instanceof SeriesLimitError) return 'series_limit';
  if (!(error instanceof DomainError)) return 'mistake';
  return (isRead ? EVENTS : UNREAD)[error.code] ?? 'mistake';
}
