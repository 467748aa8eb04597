/** What the native route takes, after its schema was checked. JSON values are texts; every member but the ids may be null or absent. */
export interface NativeBatch {
  readonly trace?: NativeTrace | null;
  readonly observations?: readonly NativeObservation[] | null;
}

type Optional<T> = { readonly [K in keyof T]?: T[K] | null };

export type NativeTrace = { readonly id: string } & Optional<{
  timestamp: string;
  name: string;
  input: string;
  output: string;
  sessionId: string;
  session_id: string;
  release: string;
  version: string;
  userId: string;
  metadata: string;
  tags: readonly string[];
  public: boolean;
  environment: string;
  externalId: string;
  bookmarked: boolean;
  latency: number;
  totalCost: number;
  projectId: string;
}>;

export type NativeUsage = Optional<{
  input: number;
  output: number;
  total: number;
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  unit: string;
  inputCost: number;
  outputCost: number;
  totalCost: number;
}>;

export type NativeObservation = { readonly id: string; readonly traceId: string } & Optional<{
  type: string;
  name: string;
  startTime: string;
  endTime: string;
  completionStartTime: string;
  model: string;
  modelParameters: string;
  input: string;
  output: string;
  usage: NativeUsage;
  level: string;
  statusMessage: string;
  parentObservationId: string;
  promptId: string;
  promptName: string;
  promptVersion: number | string;
  modelId: string;
  inputPrice: number;
  outputPrice: number;
  totalPrice: number;
  calculatedInputCost: number;
  calculatedOutputCost: number;
  calculatedTotalCost: number;
  latency: number;
  timeToFirstToken: number;
  completionTokens: number;
  promptTokens: number;
  totalTokens: number;
  unit: string;
  metadata: string;
  environment: string;
  version: string;
  projectId: string;
}>;
