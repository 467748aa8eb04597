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

/** Besides, whatever an API of a vendor returned as usage. Counts may be texts. */
export type NativeUsage = Readonly<Record<string, unknown>> &
  Optional<{
    input: number | string;
    output: number | string;
    total: number | string;
    promptTokens: number | string;
    completionTokens: number | string;
    totalTokens: number | string;
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
  usageDetails: Readonly<Record<string, unknown>>;
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
