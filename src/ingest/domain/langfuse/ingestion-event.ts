/** What a Langfuse SDK sends, after its schema was checked. JSON values are texts; every member but those of {@link EventEnvelope} may be null or absent. */
type Optional<T> = { readonly [K in keyof T]?: T[K] | null };

export interface EventEnvelope {
  /** Of the event, not of what it is about. */
  readonly id: string;
  readonly timestamp: string;
  readonly type: string;
}

export type TraceBody = Optional<{
  id: string;
  timestamp: string;
  name: string;
  externalId: string;
  input: string;
  output: string;
  sessionId: string;
  userId: string;
  environment: string;
  metadata: string;
  release: string;
  version: string;
  public: boolean;
  bookmarked: boolean;
  tags: readonly string[];
}>;

/** What each of its buckets counted or cost; numbers may come as texts. */
export type Buckets = Readonly<Record<string, unknown>>;

export type ObservationBody = Optional<{
  id: string;
  traceId: string;
  type: string;
  name: string;
  startTime: string;
  endTime: string;
  completionStartTime: string;
  parentObservationId: string;
  environment: string;
  level: string;
  statusMessage: string;
  version: string;
  model: string;
  modelParameters: string;
  input: string;
  output: string;
  /** The names of input and output in the oldest routes. */
  prompt: string;
  completion: string;
  metadata: string;
  usage: Buckets;
  usageDetails: Buckets;
  costDetails: Buckets;
  promptName: string;
  promptVersion: number;
}>;

export type ScoreBody = Optional<{
  id: string;
  traceId: string;
  sessionId: string;
  datasetRunId: string;
  observationId: string;
  value: number | string | boolean;
  dataType: string;
  comment: string;
  metadata: string;
  environment: string;
  configId: string;
  queueId: string;
  source: string;
  timestamp: string;
}> & { readonly name: string };
