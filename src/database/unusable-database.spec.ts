import { unusableDatabase } from './unusable-database.js';
import { UnusableDatabaseError } from './unusable-database.error.js';

function withCode(code: string, more: object = {}): Error {
  return Object.assign(new Error('in its own words'), { code }, more);
}

describe(unusableDatabase, () => {
  it.each([
    [withCode('28P01'), 'the user or the password is wrong'],
    [withCode('28000'), 'pg_hba.conf'],
    [withCode('3D000'), 'there is no database of that name'],
    [withCode('42501'), 'the user may not connect to it, or not create tables in it'],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'sslrootcert='],
    [withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'sslrootcert='],
    [withCode('CERT_HAS_EXPIRED'), 'has expired'],
    [withCode('CERT_REVOKED'), 'TLS with the server fails (CERT_REVOKED)'],
    [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'for another host'],
    [withCode('ERR_SSL_WRONG_VERSION_NUMBER'), 'TLS with the server fails (ERR_SSL_WRONG_VERSION_NUMBER)'],
    [withCode('ENOENT', { syscall: 'open' }), 'a file that DATABASE_URL names cannot be read'],
    [new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), 'PGPASSWORD'],
    [new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string'), 'PGPASSWORD'],
    [new Error('SASL: Only mechanism(s) SCRAM-SHA-256 are supported'), 'an authentication other than'],
    [new Error('SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature does not match'), 'another server'],
    [new Error('The server does not support SSL connections'), 'sslmode=disable'],
    [withCode('42601'), 'in its own words (42601)'],
    [new TypeError('of a mistake'), 'of a mistake'],
  ])('ends the start after %p, and says what to do', (error, advice) => {
    const unusable = unusableDatabase(error);
    expect(unusable).toBeInstanceOf(UnusableDatabaseError);
    expect(unusable?.message).toMatch(/^The database cannot be used: /);
    expect(unusable?.message).toContain(advice);
    expect(unusable?.cause).toBe(error);
  });

  it.each([
    withCode('ECONNREFUSED'),
    withCode('ECONNRESET'),
    withCode('ETIMEDOUT'),
    withCode('ENOTFOUND'),
    withCode('EAI_AGAIN'),
    withCode('EHOSTUNREACH'),
    withCode('ENOENT', { syscall: 'connect' }),
    withCode('EACCES', { syscall: 'connect' }),
    withCode('57P03'),
    withCode('53300'),
    withCode('53100'),
    withCode('25006'),
    withCode('ERR_SSL_UNEXPECTED_EOF_WHILE_READING'),
    new AggregateError([withCode('ECONNREFUSED')]),
    new Error('Connection terminated due to connection timeout'),
    new Error('There was an error establishing an SSL connection'),
  ])('waits after %p', (error) => {
    expect(unusableDatabase(error)).toBeNull();
  });

  it('passes on what says itself that it is for good', () => {
    const error = new UnusableDatabaseError('too old');
    expect(unusableDatabase(error)).toBe(error);
  });
});
