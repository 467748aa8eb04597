import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseAllowedOrigins, type AllowedOrigins } from './allowed-origins.js';
import { integer, parsePublicUrl, parseSwitch, variable } from './environment-variable.js';
import { MEDIA_ENVIRONMENT } from './media-variables.js';

export interface BindAddress {
  readonly host: string;
  readonly port: number;
}

/** Express's notion: how many proxies stand in front, or the networks that they are in; false: none. */
export type TrustProxy = false | number | readonly string[];

const MEBIBYTE = 1024 * 1024;

function parseBindAddress(text: string): BindAddress | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port > 65_535) return undefined;
  if (match?.[1] !== undefined && isIP(match[1]) !== 6) return undefined;
  return { host, port };
}

function parseTrustProxy(text: string): TrustProxy | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text) === 0 ? false : Number(text);
  const networks = text.split(',').map((network) => network.trim());
  const isNetwork = (network: string): boolean => {
    if (['loopback', 'linklocal', 'uniquelocal'].includes(network)) return true;
    const [address = '', bits] = network.split('/');
    const family = isIP(address);
    return (
      family !== 0 &&
      (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
    );
  };
  return networks.every(isNetwork) ? networks : undefined;
}

function parseDatabaseUrl(text: string): string | undefined {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const { username, password, hostname, pathname, hash, searchParams } = new URL(text);
  // A password with a bare slash, question mark or hash ends the host where it stands: its @ is found behind that.
  const isTorn =
    hash !== '' || pathname.includes('@') || [...searchParams.keys()].some((name) => name.includes('@'));
  return !isTorn && [username, password, hostname, pathname].every(isDecodable) ? text : undefined;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function parseBasePath(text: string): string | undefined {
  const path = text.replace(/\/+$/, '');
  return path === '' || /^(\/[A-Za-z0-9._~-]+)+$/.test(path) ? path : undefined;
}

function parseSecret(text: string): string | undefined {
  return text.length >= 8 && !/\s/.test(text) ? text : undefined;
}

function parseKey(text: string): string | undefined {
  return text.length <= 200 && !/[\s:]/.test(text) ? text : undefined;
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything that xtrace reads from the environment. README's table lists the same names; a test compares them. */
export const ENVIRONMENT = {
  databaseUrl: variable<string | null>({
    name: 'DATABASE_URL',
    rule: 'must be a PostgreSQL URL such as postgresql://user:password@host:5432/database, special characters in it percent-encoded (@ as %40, / as %2F)',
    default: null,
    parse: parseDatabaseUrl,
  }),
  dataDirectory: variable<string>({
    name: 'XTRACE_DATA_DIR',
    rule: 'must be a path of a directory that can be written to',
    default: resolve('.xtrace'),
    parse: (text) => (text.includes('\0') ? undefined : resolve(text)),
  }),
  bearerToken: variable<string | null>({
    name: 'API_BEARER_TOKEN',
    rule: 'must have at least 8 characters and no white space; it is required together with DATABASE_URL',
    default: null,
    parse: parseSecret,
  }),
  bind: variable<BindAddress>({
    name: 'BIND_ADDR',
    rule: 'must be host:port, such as 127.0.0.1:8742 or [::1]:8742',
    default: { host: '127.0.0.1', port: 8742 },
    parse: parseBindAddress,
  }),
  otlpGrpcBind: variable<BindAddress | null>({
    name: 'OTLP_GRPC_ADDR',
    rule: 'must be host:port, such as 127.0.0.1:4317',
    default: null,
    parse: parseBindAddress,
  }),
  projectId: variable<string>({
    name: 'DEFAULT_PROJECT_ID',
    aliases: ['LANGFUSE_INIT_PROJECT_ID'],
    rule: 'must have 1 to 200 characters out of letters, digits, dot, underscore and hyphen',
    default: 'default',
    parse: (text) => (/^[A-Za-z0-9._-]{1,200}$/.test(text) ? text : undefined),
  }),
  projectName: variable<string | null>({
    name: 'XTRACE_PROJECT_NAME',
    aliases: ['LANGFUSE_INIT_PROJECT_NAME'],
    rule: 'must have at most 200 characters',
    default: null,
    parse: (text) => (text.length <= 200 ? text : undefined),
  }),
  publicKey: variable<string | null>({
    name: 'XTRACE_PUBLIC_KEY',
    aliases: ['LANGFUSE_PUBLIC_KEY', 'LANGFUSE_INIT_PROJECT_PUBLIC_KEY'],
    rule: 'must have at most 200 characters, no colon and no white space; it is set together with XTRACE_SECRET_KEY',
    default: null,
    parse: parseKey,
  }),
  secretKey: variable<string | null>({
    name: 'XTRACE_SECRET_KEY',
    aliases: ['LANGFUSE_SECRET_KEY', 'LANGFUSE_INIT_PROJECT_SECRET_KEY'],
    rule: 'must have at most 200 characters, no colon and no white space; it is set together with XTRACE_PUBLIC_KEY',
    default: null,
    parse: parseKey,
  }),
  rateLimitQps: variable<number>({
    name: 'RATE_LIMIT_QPS',
    rule: 'must be a whole number from 1 to 1000000 (queries per second and credential)',
    default: 20,
    parse: integer(1, 1_000_000),
  }),
  rateLimitBurst: variable<number>({
    name: 'RATE_LIMIT_BURST',
    rule: 'must be a whole number from 1 to 1000000 (queries at once and credential)',
    default: 40,
    parse: integer(1, 1_000_000),
  }),
  maxBodyBytes: variable<number>({
    name: 'XTRACE_MAX_REQUEST_BODY_BYTES',
    rule: 'must be a whole number of bytes from 1024 to 268435456',
    default: 20 * MEBIBYTE,
    parse: integer(1024, 256 * MEBIBYTE),
  }),
  maxInFlightBytes: variable<number>({
    name: 'XTRACE_MAX_IN_FLIGHT_BYTES',
    rule: 'must be a whole number of bytes from 1048576 to 4294967296, and at least XTRACE_MAX_REQUEST_BODY_BYTES',
    default: 64 * MEBIBYTE,
    parse: integer(MEBIBYTE, 4096 * MEBIBYTE),
  }),
  maxSeriesPerProject: variable<number>({
    name: 'XTRACE_MAX_SERIES_PER_PROJECT',
    rule: 'must be a whole number from 1 to 100000000',
    default: 100_000,
    parse: integer(1, 100_000_000),
  }),
  minFreeDiskBytes: variable<number>({
    name: 'XTRACE_MIN_FREE_DISK_BYTES',
    rule: 'must be a whole number of bytes (0 switches the check off)',
    default: 512 * MEBIBYTE,
    parse: integer(0, Number.MAX_SAFE_INTEGER),
  }),
  queryTimeoutMs: variable<number>({
    name: 'XTRACE_QUERY_TIMEOUT_MS',
    rule: 'must be a whole number of milliseconds from 100 to 600000',
    default: 15_000,
    parse: integer(100, 600_000),
  }),
  keepAliveSeconds: variable<number>({
    name: 'XTRACE_KEEP_ALIVE_SECONDS',
    rule: 'must be a whole number of seconds from 1 to 3600; longer than the idle time of the gateway in front',
    default: 75,
    parse: integer(1, 3600),
  }),
  shutdownDelaySeconds: variable<number>({
    name: 'XTRACE_SHUTDOWN_DELAY_SECONDS',
    rule: 'must be a whole number of seconds from 0 to 10 (how long to go on serving after SIGTERM with /readyz at 503)',
    default: 0,
    parse: integer(0, 10),
  }),
  allowUnauthenticatedCompat: variable<boolean>({
    name: 'XTRACE_ALLOW_UNAUTHENTICATED_COMPAT',
    rule: 'must be 1 or 0; 1 is for development only and refused unless BIND_ADDR is a loopback address',
    default: false,
    parse: parseSwitch,
  }),
  trustProxy: variable<TrustProxy>({
    name: 'TRUST_PROXY',
    rule: 'must be the number of proxies in front (0 for none), or their networks as CIDR, separated by commas',
    default: false,
    parse: parseTrustProxy,
  }),
  corsOrigins: variable<AllowedOrigins>({
    name: 'CORS_ORIGINS',
    rule: 'must be origins such as https://app.example.com or http://localhost:5173, separated by commas, or * for any',
    default: [],
    parse: parseAllowedOrigins,
  }),
  basePath: variable<string>({
    name: 'XTRACE_BASE_PATH',
    rule: 'must be a path such as /xtrace',
    default: '',
    parse: parseBasePath,
  }),
  publicUrl: variable<string | null>({
    name: 'XTRACE_PUBLIC_URL',
    rule: 'must be the http or https URL under which clients reach xtrace, such as https://xtrace.example.com/xtrace',
    default: null,
    parse: parsePublicUrl,
  }),
  ...MEDIA_ENVIRONMENT,
  logLevel: variable<LogLevel>({
    name: 'LOG_LEVEL',
    rule: `must be one of ${LOG_LEVELS.join(', ')}`,
    default: 'info',
    parse: (text) => LOG_LEVELS.find((level) => level === text.toLowerCase()),
  }),
} as const;
