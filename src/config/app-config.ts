import type { AllowedOrigins } from './allowed-origins.js';
import type { BindAddress, LogLevel, TrustProxy } from './environment-variables.js';

/** The whole configuration, read and checked once at start. The only thing that code knows of the environment. */
export class AppConfig {
  /** Null: the embedded PostgreSQL in {@link dataDirectory}. */
  readonly databaseUrl: string | null;
  readonly dataDirectory: string;
  /** Null only before the start made one (embedded database, none given). */
  readonly bearerToken: string | null;
  readonly bind: BindAddress;
  /** Where OTLP/gRPC is listened for; null: nowhere. */
  readonly otlpGrpcBind: BindAddress | null;
  readonly projectId: string;
  readonly projectName: string | null;
  readonly publicKey: string | null;
  readonly secretKey: string | null;
  readonly rateLimitQps: number;
  readonly rateLimitBurst: number;
  readonly maxBodyBytes: number;
  /** Bytes of request bodies that may wait for their commit at the same time. */
  readonly maxInFlightBytes: number;
  readonly maxSeriesPerProject: number;
  readonly minFreeDiskBytes: number;
  readonly queryTimeoutMs: number;
  readonly keepAliveSeconds: number;
  readonly shutdownDelaySeconds: number;
  readonly allowUnauthenticatedCompat: boolean;
  readonly trustProxy: TrustProxy;
  readonly corsOrigins: AllowedOrigins;
  /** Empty, or a path that begins with a slash and does not end with one. */
  readonly basePath: string;
  /** Where clients reach xtrace, without a slash at the end. Null: where the request in question did. */
  readonly publicUrl: string | null;
  readonly maxMediaBytes: number;
  /** Null: media lie in {@link dataDirectory}. */
  readonly mediaBucket: string | null;
  /** Empty, or ends with a slash. */
  readonly mediaPrefix: string;
  /** Null: that of AWS. */
  readonly mediaEndpoint: string | null;
  /** Null: as the environment of AWS says. */
  readonly mediaRegion: string | null;
  /** Null, like the secret: as the environment of AWS says. */
  readonly mediaAccessKeyId: string | null;
  readonly mediaSecretAccessKey: string | null;
  readonly mediaPathStyle: boolean;
  readonly logLevel: LogLevel;

  constructor(values: AppConfigValues) {
    Object.assign(this, values);
  }

  /** The same with a token that the start has made. */
  withBearerToken(bearerToken: string): AppConfig {
    return new AppConfig({ ...(this as AppConfigValues), bearerToken });
  }
}

export type AppConfigValues = { readonly [K in Exclude<keyof AppConfig, 'withBearerToken'>]: AppConfig[K] };
