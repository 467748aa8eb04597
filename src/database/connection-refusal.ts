const UNTRUSTED =
  "the server's TLS certificate is signed by nobody that is trusted here: name its CA by sslrootcert=/path/ca.pem in DATABASE_URL, " +
  'or leave the check out by sslmode=no-verify';

/** By SQLSTATE, or by the code that TLS gives. */
const BY_CODE: Readonly<Record<string, string>> = {
  '28000':
    'the server does not let this user in (see its pg_hba.conf; it may demand TLS, sslmode=verify-full)',
  '28P01': 'the user or the password is wrong',
  '3D000': 'there is no database of that name',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  CERT_HAS_EXPIRED: "the server's TLS certificate has expired",
  CERT_NOT_YET_VALID: "the server's TLS certificate is not valid yet: compare the clocks of the two machines",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's TLS certificate is for another host than that of DATABASE_URL",
};

/** Errors of the driver itself, which have no code. */
const BY_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [
    /^SASL: .*client password must be/,
    'the server asks for a password, and there is none in DATABASE_URL or PGPASSWORD',
  ],
  [/^SASL: Only mechanism/, 'the server asks for an authentication other than by password (SCRAM-SHA-256)'],
  [/^SASL: /, 'the authentication by password (SCRAM-SHA-256) fails: what answers may be another server'],
  [
    /does not support SSL connections/,
    'the server does not speak TLS, and sslmode in DATABASE_URL or PGSSLMODE demands it: set sslmode=disable, or TLS up on the server',
  ],
];

/** Of OpenSSL and of the check of certificates; a connection that is cut during the handshake may pass. */
const TLS =
  /^(CERT_|CRL_|UNABLE_TO_|INVALID_(CA|PURPOSE)|PATH_LENGTH_|HOSTNAME_MISMATCH|EPROTO$|ERR_(SSL|OSSL|TLS)_)/;
const CUT_OFF = /UNEXPECTED_EOF|HANDSHAKE_TIMEOUT/;

/**
 * Why no connection can be made before somebody changes something (the URL, the server, a certificate), in words for that
 * person; null for every other error.
 */
export function connectionRefusal(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined) return BY_MESSAGE.find(([pattern]) => pattern.test(error.message))?.[1] ?? null;
  if (BY_CODE[code] !== undefined) return BY_CODE[code];
  if (syscall === 'open') return `a file that DATABASE_URL names cannot be read: ${error.message}`;
  return TLS.test(code) && !CUT_OFF.test(code) ? `TLS with the server fails (${code})` : null;
}
