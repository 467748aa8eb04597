import {
  BadRequestError,
  DomainError,
  PayloadTooLargeError,
  UnavailableError,
} from '../../common/domain-error.js';
import { RejectedDataError } from '../domain/rejected-data.error.js';
import { SeriesLimitError } from '../domain/series-limit.error.js';
import { rejectionReason } from './rejection-reason.js';

describe(rejectionReason, () => {
  it.each([
    [new BadRequestError('no JSON'), 'malformed'],
    [new PayloadTooLargeError('large'), 'too_large'],
    [new DomainError('UNSUPPORTED_MEDIA_TYPE', 'text'), 'unsupported_type'],
    [new UnavailableError('budget'), 'overload'],
    [new Error('a mistake'), 'mistake'],
  ])('of a body that was not read: %s', (error, reason) => {
    expect(rejectionReason(error, false)).toBe(reason);
  });

  it.each([
    [new BadRequestError('a field'), 'invalid'],
    [new RejectedDataError('a value'), 'invalid'],
    [new SeriesLimitError(1, 'm', null), 'series_limit'],
    [new DomainError('FORBIDDEN', 'project'), 'foreign_project'],
    [new PayloadTooLargeError('too large to be decoded'), 'too_many'],
    [new UnavailableError('database'), 'unavailable'],
    [new DomainError('NOT_FOUND', 'strange'), 'mistake'],
    ['thrown text', 'mistake'],
  ])('of events: %s', (error, reason) => {
    expect(rejectionReason(error, true)).toBe(reason);
  });
});
