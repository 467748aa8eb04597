import { randomUUID } from 'node:crypto';
import {
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { UnauthorizedError } from '../auth/domain/unauthorized.error.js';
import { Log } from '../common/logging/log.js';
import type { ServerMetrics } from '../common/monitoring/server-metrics.js';
import type { BindAddress } from '../config/environment-variables.js';
import { CallRecords, type BegunCall } from './call-records.js';
import { CallerIdentity, type Identify } from './caller-identity.js';
import { failureOf, type GrpcFailure } from './grpc-failure.js';
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
    const records = new CallRecords(options.log, options.metrics);
    const refused = (call: BegunCall, error: unknown): GrpcFailure => {
      const failure = failureOf(error, options.log);
      records.refused(call, failure.code, { reason: failure.details, code: failure.reason });
      return failure;
    };
    const callers = new CallerIdentity(options.identify, refused);
    const server = new Server({
      'grpc.max_receive_message_length': options.maxMessageBytes,
      'grpc.max_concurrent_streams': MAX_CONCURRENT_CALLS,
      'grpc.max_connection_idle_ms': MAX_CONNECTION_IDLE_MS,
      interceptors: [messageRefusals(records), callers.interceptor],
    });
    for (const method of options.methods) addMethod(server, method, { callers, records, refused });
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

/** What all methods do alike. */
interface CallHandling {
  readonly callers: CallerIdentity;
  readonly records: CallRecords;
  /** Logs and counts it besides. */
  readonly refused: (call: BegunCall, error: unknown) => GrpcFailure;
}

function addMethod(
  server: Server,
  { path, run }: ExportMethod,
  { callers, records, refused }: CallHandling,
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
    const caller = callers.of(call.metadata);
    const begun = caller?.call ?? { path, address: undefined, startedMs: performance.now() };
    try {
      if (caller === undefined) throw new UnauthorizedError();
      const { message, note } = await run(call.request, caller.principal.projectId);
      records.answered(begun, note);
      callback(null, message);
    } catch (error) {
      callback(refused(begun, error));
    }
  };
  server.addService(service, {
    Export: (call: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>) =>
      Log.within({ requestId: randomUUID() }, () => void answer(call, callback)),
  });
}
