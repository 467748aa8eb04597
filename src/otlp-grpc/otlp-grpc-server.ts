import { randomUUID } from 'node:crypto';
import {
  Server,
  ServerCredentials,
  status as statusCodes,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import type { ErrorCode } from '../common/domain-error.js';
import { Log } from '../common/logging/log.js';
import type { ServerMetrics } from '../common/monitoring/server-metrics.js';
import type { BindAddress } from '../config/environment-variables.js';
import { CallerIdentity, type Identify } from './caller-identity.js';
import { failureOf } from './grpc-failure.js';
import type { ExportMethod } from './export-methods.js';
import { messageRefusals } from './message-refusals.js';

const SHUTDOWN_WITHIN_MS = 5000;
/** Of one connection: each may hold a message of the largest size before anyone counts it. */
const MAX_CONCURRENT_CALLS = 32;
const MAX_CONNECTION_IDLE_MS = 300_000;

export interface OtlpGrpcOptions {
  readonly bind: BindAddress;
  readonly maxMessageBytes: number;
  readonly identify: Identify;
  readonly methods: readonly ExportMethod[];
  readonly log: Log;
  readonly metrics: ServerMetrics;
}

/** OTLP/gRPC, without TLS: what is beyond the host comes through a gateway. */
export class OtlpGrpcServer {
  private constructor(
    private readonly server: Server,
    /** `host:port` */
    readonly address: string,
  ) {}

  /** Resolves when it listens. @throws Error where it cannot */
  static async start(options: OtlpGrpcOptions): Promise<OtlpGrpcServer> {
    const callers = new CallerIdentity(options.identify, (path, error) => refused(options, path, error));
    const server = new Server({
      'grpc.max_receive_message_length': options.maxMessageBytes,
      'grpc.max_concurrent_streams': MAX_CONCURRENT_CALLS,
      'grpc.max_connection_idle_ms': MAX_CONNECTION_IDLE_MS,
      interceptors: [
        messageRefusals((path, code, reason) => countRefusal(options.metrics, path, code, reason)),
        callers.interceptor,
      ],
    });
    for (const method of options.methods) addMethod(server, method, callers, options);
    const { host, port } = options.bind;
    const named = host.includes(':') ? `[${host}]` : host;
    const bound = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`${named}:${port}`, ServerCredentials.createInsecure(), (error, actual) => {
        if (error === null) resolve(actual);
        else reject(error);
      });
    });
    return new OtlpGrpcServer(server, `${named}:${bound}`);
  }

  /** Finishes the calls that have begun, takes no others, and closes. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.server.forceShutdown(), SHUTDOWN_WITHIN_MS);
    await new Promise<void>((resolve) => this.server.tryShutdown(() => resolve()));
    clearTimeout(timer);
  }
}

function addMethod(
  server: Server,
  { path, run }: ExportMethod,
  callers: CallerIdentity,
  options: OtlpGrpcOptions,
): void {
  const asItIs = (bytes: Buffer): Buffer => bytes;
  const service: ServiceDefinition = {
    Export: {
      path,
      requestStream: false,
      responseStream: false,
      requestSerialize: asItIs,
      requestDeserialize: asItIs,
      responseSerialize: asItIs,
      responseDeserialize: asItIs,
    },
  };
  const answer = async (
    call: ServerUnaryCall<Buffer, Buffer>,
    callback: sendUnaryData<Buffer>,
  ): Promise<void> => {
    const started = performance.now();
    try {
      const response = await run(call.request, callers.of(call.metadata).projectId);
      options.metrics.requests.inc({ method: 'gRPC', route: path, status: 'OK' });
      callback(null, response);
    } catch (error) {
      callback(refused(options, path, error));
    }
    const seconds = (performance.now() - started) / 1000;
    options.metrics.requestSeconds.observe({ method: 'gRPC', route: path }, seconds);
  };
  server.addService(service, {
    Export: (call: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>) =>
      Log.within({ requestId: randomUUID() }, () => void answer(call, callback)),
  });
}

/** Logs and counts it besides. */
function refused(
  { log, metrics }: OtlpGrpcOptions,
  path: string,
  error: unknown,
): ReturnType<typeof failureOf> {
  const failure = failureOf(error, log);
  countRefusal(metrics, path, failure.code, failure.reason);
  return failure;
}

function countRefusal(metrics: ServerMetrics, path: string, code: number, reason: ErrorCode): void {
  metrics.requests.inc({ method: 'gRPC', route: path, status: statusCodes[code] ?? 'UNKNOWN' });
  metrics.rejectedRequests.inc({ route: path, reason });
}
