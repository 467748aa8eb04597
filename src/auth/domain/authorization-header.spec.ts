import fc from 'fast-check';
import { parseAuthorizationHeader } from './authorization-header.js';

function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

describe(parseAuthorizationHeader, () => {
  it.each([undefined, ''])('reads %p as absent', (header) => {
    expect(parseAuthorizationHeader(header)).toEqual({ kind: 'absent' });
  });

  it.each(['Bearer abc', 'bearer abc', 'BEARER   abc'])('reads the token of %p', (header) => {
    expect(parseAuthorizationHeader(header)).toEqual({ kind: 'bearer', token: 'abc' });
  });

  it('splits a pair at the first colon', () => {
    expect(parseAuthorizationHeader(basic('public:secret:with:colons'))).toEqual({
      kind: 'basic',
      publicKey: 'public',
      secretKey: 'secret:with:colons',
    });
  });

  it('reads a pair without padding and in the URL alphabet', () => {
    const pair = 'pk:??>>~';
    const encoded = Buffer.from(pair).toString('base64url');
    expect(encoded).toMatch(/[-_]/);
    expect(parseAuthorizationHeader(`basic ${encoded}`)).toMatchObject({
      publicKey: 'pk',
      secretKey: '??>>~',
    });
  });

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'abc',
    'Digest abc',
    'Basic',
    'Basic !!!!',
    'Basic YQ==junk',
    'Basic Zm9v,Bearer abc',
    basic('no colon'),
    basic(':secret'),
    basic('public:'),
    basic(':'),
    `Basic ${Buffer.from([0xff, 0x3a, 0xff]).toString('base64')}`,
    'Bearer \xff',
    `Bearer ${'a'.repeat(9000)}`,
    '__proto__ x',
  ])('reads %p as malformed', (header) => {
    expect(parseAuthorizationHeader(header)).toEqual({ kind: 'malformed' });
  });

  it('gives back any token and any pair that a client encoded as UTF-8', () => {
    const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });
    const token = word.filter((text) => !text.includes(' '));
    fc.assert(
      fc.property(token, word, word, (bearer, publicWord, secretKey) => {
        const onTheWire = Buffer.from(bearer, 'utf8').toString('latin1');
        expect(parseAuthorizationHeader(`Bearer ${onTheWire}`)).toEqual({ kind: 'bearer', token: bearer });
        const publicKey = `k${publicWord.replaceAll(':', '')}`;
        expect(parseAuthorizationHeader(basic(`${publicKey}:${secretKey}`))).toEqual({
          kind: 'basic',
          publicKey,
          secretKey,
        });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['bearer', 'basic', 'absent', 'malformed']).toContain(parseAuthorizationHeader(text).kind);
      }),
    );
  });
});
