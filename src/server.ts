import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule, type AppOptions } from './app.module.js';
import { configureApp } from './app.setup.js';
import { LoginService } from './auth/domain/login.service.js';
import { clientNetwork } from './auth/http/client-network.js';
import { BoundedExpressAdapter } from './common/http/bounded-express.adapter.js';
import { ConnectionDrain } from './common/http/connection-drain.js';
import { Log } from './common/logging/log.js';
import { NestLog } from './common/logging/nest-log.js';
import { ServerMetrics } from './common/monitoring/server-metrics.js';
import { AppConfig } from './config/app-config.js';
import { DatabaseConnector } from './database/database-connector.js';
import { ReadinessService } from './health/domain/readiness.service.js';
import { MetricExportService } from './ingest/http/otlp/metric-export.service.js';
import { TraceExportService } from './ingest/http/otlp/trace-export.service.js';
import { logExport, metricExport, traceExport } from './otlp-grpc/export-methods.js';
import type { OtlpGrpcServer } from './otlp-grpc/otlp-grpc-server.js';

const CONNECTION_BOUNDS = {
  headersMs: 10_000,
  requestMs: 60_000,
  checkEveryMs: 1000,
  connections: 16_384,
};
const BACKLOG = 4096;

/** A server that listens. */
export interface RunningServer {
  /** `host:port`, as the socket says. */
  readonly address: string;
  /** Like the address, of OTLP/gRPC; null where it is off. */
  readonly otlpGrpcAddress: string | null;
  /** Resolves when the database can be used. */
  readonly databaseConnected: Promise<void>;
  /** Says 503 on /readyz from now on, and closes each connection after its answer. */
  drain(): void;
  /** Finishes what was accepted, commits it, and closes. */
  close(): Promise<void>;
}

export async function startServer(options: AppOptions): Promise<RunningServer> {
  const { bind, keepAliveSeconds } = options.config;
  const adapter = new BoundedExpressAdapter({ ...CONNECTION_BOUNDS, keepAliveMs: keepAliveSeconds * 1000 });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(options), adapter, {
    bodyParser: false,
    logger: new NestLog(options.log),
    abortOnError: false,
  });
  configureApp(app);
  const server = app.getHttpServer();
  app
    .get(ServerMetrics)
    .gauge(
      'xtrace_http_connections',
      `Connections that clients have open, at most ${CONNECTION_BOUNDS.connections}.`,
      promisify(server.getConnections.bind(server)),
    );
  const readiness = app.get(ReadinessService);
  const connections = new ConnectionDrain(server);
  await app.init();
  const otlpGrpc = await startOtlpGrpc(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: bind.host, port: bind.port, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    address: addressOf(server),
    otlpGrpcAddress: otlpGrpc?.address ?? null,
    databaseConnected: app.get(DatabaseConnector).connected(),
    drain: () => {
      readiness.drain();
      connections.start();
    },
    close: async () => {
      readiness.drain();
      await Promise.all([connections.finish(), otlpGrpc?.stop()]);
      await app.close();
    },
  };
}

/** Its library is loaded where it is wanted only. */
async function startOtlpGrpc(app: INestApplicationContext): Promise<OtlpGrpcServer | null> {
  const config = app.get(AppConfig);
  if (config.otlpGrpcBind === null) return null;
  const { OtlpGrpcServer: Grpc } = await import('./otlp-grpc/otlp-grpc-server.js');
  const login = app.get(LoginService);
  return Grpc.start({
    bind: config.otlpGrpcBind,
    maxMessageBytes: config.maxBodyBytes,
    identify: (authorization, address) => login.login(authorization, clientNetwork({ ip: address })),
    methods: [
      traceExport(app.get(TraceExportService)),
      metricExport(app.get(MetricExportService)),
      logExport(),
    ],
    log: app.get(Log),
    metrics: app.get(ServerMetrics),
  });
}

function addressOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}
