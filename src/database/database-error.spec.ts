import { BadRequestError, UnavailableError } from '../common/domain-error.js';
import { databaseError, databaseFault, type DatabaseFault } from './database-error.js';

function withCode(code: string): Error {
  return Object.assign(new Error('of the driver'), { code });
}

describe(databaseFault, () => {
  it.each<[string, DatabaseFault]>([
    ['22P05', 'data'],
    ['22003', 'data'],
    ['23505', 'data'],
    ['23514', 'data'],
    ['54000', 'data'],
    ['40001', 'conflict'],
    ['40P01', 'conflict'],
    ['55P03', 'blocked'],
    ['57P01', 'passing'],
    ['57P03', 'passing'],
    ['57014', 'passing'],
    ['53300', 'passing'],
    ['08006', 'passing'],
    ['25006', 'passing'],
    ['ECONNREFUSED', 'passing'],
    ['EPIPE', 'passing'],
    ['ENOENT', 'passing'],
    ['EMFILE', 'passing'],
    ['28P01', 'refused'],
    ['CERT_HAS_EXPIRED', 'refused'],
    ['53100', 'no-space'],
    ['58030', 'no-space'],
    ['08P01', 'bug'],
    ['42601', 'bug'],
    ['42P01', 'bug'],
    ['XX000', 'bug'],
  ])('takes %s for %s', (code, fault) => {
    expect(databaseFault(withCode(code))).toBe(fault);
  });

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])(
    'takes %j for a fault that passes',
    (message) => {
      expect(databaseFault(new Error(message))).toBe('passing');
    },
  );

  it('looks into the errors of several addresses', () => {
    expect(databaseFault(new AggregateError([new Error('x'), withCode('ECONNREFUSED')]))).toBe('passing');
    expect(databaseFault(new AggregateError([new Error('x')]))).toBe('bug');
  });

  it.each([null, undefined, 'text', {}, { code: 5 }, new Error('x')])('takes %p for a mistake', (error) => {
    expect(databaseFault(error)).toBe('bug');
  });
});

describe(databaseError, () => {
  it.each([
    ['40P01', 1],
    ['55P03', 2],
    ['53100', 30],
    ['57014', 5],
    ['ECONNREFUSED', 2],
    ['28P01', 5],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 5],
  ])('says of %s to try again after %i s, and keeps the cause', (code, retryAfterSeconds) => {
    const cause = withCode(code);
    const error = databaseError(cause, 'read');
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ retryAfterSeconds, cause });
    expect(String(error)).not.toContain('of the driver');
  });

  it.each([
    [
      'read',
      'The query took too long; narrow it, by a shorter range of time for example, or try again later',
    ],
    ['write', 'The database took too long to store this; try again'],
  ] as const)('says of what was cancelled during a %s what was cancelled', (task, message) => {
    expect(databaseError(withCode('57014'), task)).toMatchObject({ message });
  });

  it('leaves data faults, mistakes and what callers may see as they are', () => {
    for (const error of [withCode('22003'), withCode('42601'), new BadRequestError('why')])
      expect(databaseError(error, 'write')).toBe(error);
  });
});
