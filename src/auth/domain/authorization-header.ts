import { isUtf8 } from 'node:buffer';

export type Credential =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly publicKey: string; readonly secretKey: string };

export type AuthorizationHeader = Credential | { readonly kind: 'absent' } | { readonly kind: 'malformed' };

const MAX_LENGTH = 8192;
const SCHEME_AND_VALUE = /^(bearer|basic) +([^ ]+)$/i;
/** Both alphabets, padded or not: clients differ. */
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

const ABSENT = { kind: 'absent' } as const;
const MALFORMED = { kind: 'malformed' } as const;

/** Reads an Authorization header (RFC 6750, RFC 7617) as node:http gives it: one character a byte. */
export function parseAuthorizationHeader(header: string | undefined): AuthorizationHeader {
  if (header === undefined || header === '') return ABSENT;
  if (header.length > MAX_LENGTH) return MALFORMED;
  const [, scheme, value] = SCHEME_AND_VALUE.exec(header) ?? [];
  if (scheme === undefined || value === undefined) return MALFORMED;
  return scheme.toLowerCase() === 'bearer' ? parseBearer(value) : parseBasic(value);
}

function parseBearer(value: string): AuthorizationHeader {
  const token = decodeUtf8(Buffer.from(value, 'latin1'));
  return token === null ? MALFORMED : { kind: 'bearer', token };
}

function parseBasic(value: string): AuthorizationHeader {
  const pair = BASE64.test(value) ? decodeUtf8(Buffer.from(value, 'base64')) : null;
  if (pair === null) return MALFORMED;
  const colon = pair.indexOf(':');
  const publicKey = pair.slice(0, colon);
  const secretKey = pair.slice(colon + 1);
  if (colon < 1 || secretKey === '') return MALFORMED;
  return { kind: 'basic', publicKey, secretKey };
}

function decodeUtf8(bytes: Buffer): string | null {
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}
