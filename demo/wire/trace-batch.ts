export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A member that is undefined is not sent. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export type ObservationType =
  | 'AGENT'
  | 'CHAIN'
  | 'EMBEDDING'
  | 'EVALUATOR'
  | 'EVENT'
  | 'GENERATION'
  | 'GUARDRAIL'
  | 'RETRIEVER'
  | 'SPAN'
  | 'TOOL';

export type Level = 'DEBUG' | 'DEFAULT' | 'WARNING' | 'ERROR';

/** `trace` of `POST /v1/l/batch`, with the fields that the demo sets. Instants are RFC 3339 in UTC. */
export interface TraceBody {
  id: string;
  timestamp: string;
  name: string;
  userId: string;
  sessionId?: string;
  release: string;
  version: string;
  environment: string;
  tags: string[];
  metadata: JsonObject;
  input: Json;
  output?: Json;
}

/** One of `observations` of `POST /v1/l/batch`. Prices are USD per token, costs USD, latencies seconds. */
export interface ObservationBody {
  id: string;
  traceId: string;
  parentObservationId?: string;
  type: ObservationType;
  name: string;
  startTime: string;
  /** Absent while the observation runs. */
  endTime?: string;
  completionStartTime?: string;
  level: Level;
  statusMessage?: string;
  environment: string;
  version: string;
  input?: Json;
  output?: Json;
  metadata: JsonObject;
  model?: string;
  modelParameters?: JsonObject;
  promptName?: string;
  promptVersion?: number;
  usage?: { input: number; output: number; total: number };
  unit?: 'TOKENS';
  inputPrice?: number;
  outputPrice?: number;
  calculatedInputCost?: number;
  calculatedOutputCost?: number;
  calculatedTotalCost?: number;
  latency?: number;
  timeToFirstToken?: number;
}

/** The body of one `POST /v1/l/batch`: a trace, whole, parents before their children. */
export interface TraceBatch {
  trace: TraceBody;
  observations: ObservationBody[];
}
