/** What the operator wants to know once the server is up. */
export interface StartFacts {
  /** `http://host:port`, with the base path. */
  readonly url: string;
  readonly seconds: string;
  /** Where the data lies: a directory, or the host and name of a database. */
  readonly data: string;
  /** Shown only where the start has made it itself; null: it was given, and is not repeated. */
  readonly token: string | null;
  readonly tokenFile: string;
}

/** Where a server may listen and no client can ask. */
const EVERY_INTERFACE = /\/\/(0\.0\.0\.0|\[::\])(:\d+)/;

export function startLines({ url, seconds, data, token, tokenFile }: StartFacts): string {
  const shown = token ?? '(as in API_BEARER_TOKEN)';
  const inCommand = token ?? '$API_BEARER_TOKEN';
  const here = url.replace(EVERY_INTERFACE, '//localhost$2');
  return [
    '',
    `  xtrace is ready after ${seconds} s`,
    '',
    `  listens on   ${url}`,
    `  data         ${data}`,
    `  token        ${shown}${token === null ? '' : `   (kept in ${tokenFile})`}`,
    `  documents    ${here}/docs`,
    '',
    `  try          curl -H "Authorization: Bearer ${inCommand}" "${here}/api/public/traces?limit=5"`,
    '',
    '',
  ].join('\n');
}

/** A database URL without its password, user and parameters. */
export function describeDatabaseUrl(databaseUrl: string): string {
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `PostgreSQL database ${decodeURIComponent(pathname.slice(1)) || '(default)'} on ${hostname || 'localhost'}${port === '' ? '' : `:${port}`}`;
}
