import { DateTime } from '../../../common/http/date-time.decorator.js';
import { Integer } from '../../../common/http/integer.decorator.js';
import { JsonValue } from '../../../common/http/json-value.decorator.js';
import type { JsonText } from '../../../common/json/json-text.js';
import { AmountsByKind } from '../amounts-by-kind.decorator.js';
import { UsageResponseDto } from './usage-response.dto.js';

/** A step of a trace. Times are RFC 3339 in UTC, latencies seconds, costs USD. */
export class ObservationResponseDto {
  /**
   * Unique within the trace.
   * @example "00f067aa0ba902b7"
   */
  id: string;

  /**
   * The trace that it belongs to.
   * @example "0af7651916cd43dd8448eb211c80319c"
   */
  traceId: string;

  /**
   * The project of the credential.
   * @example "default"
   */
  projectId: string;

  /**
   * GENERATION, SPAN, EVENT, TOOL, AGENT and others.
   * @example "GENERATION"
   */
  type: string;

  /**
   * What the client calls it.
   * @example "llm"
   */
  name: string | null;

  /**
   * Where it ran; `default` unless the client said otherwise.
   * @example "default"
   */
  environment: string;

  /**
   * When it began.
   * @example "2026-01-31T08:00:00.000Z"
   */
  @DateTime()
  startTime: string;

  /**
   * When it ended; null while it runs.
   * @example "2026-01-31T08:00:01.250Z"
   */
  @DateTime()
  endTime: string | null;

  /**
   * When the first token came.
   * @example "2026-01-31T08:00:00.300Z"
   */
  @DateTime()
  completionStartTime: string | null;

  /**
   * The step that this one is a part of.
   * @example null
   */
  parentObservationId: string | null;

  /**
   * DEBUG, DEFAULT, WARNING or ERROR.
   * @example "DEFAULT"
   */
  level: string;

  /**
   * What went wrong, for example.
   * @example null
   */
  statusMessage: string | null;

  /**
   * The version of what was traced.
   * @example null
   */
  version: string | null;

  /**
   * The model, as the client names it.
   * @example "gpt-4o-mini"
   */
  model: string | null;

  /**
   * The id of the model in a price list: as sent, else that by which the server has priced it.
   * @example null
   */
  modelId: string | null;

  /** An empty object if none were sent. */
  @JsonValue({ example: { temperature: 0.2 } })
  modelParameters: unknown;

  /**
   * The id of the prompt that was used.
   * @example null
   */
  promptId: string | null;

  /**
   * The name of the prompt that was used.
   * @example null
   */
  promptName: string | null;

  /**
   * The version of the prompt that was used.
   * @example null
   */
  @Integer()
  promptVersion: number | null;

  /** What went in: any JSON value, with the digits and the order of keys that were sent. */
  @JsonValue({ example: [{ role: 'user', content: 'hi' }] })
  input: unknown;

  /** What came out, likewise. */
  @JsonValue({ example: { role: 'assistant', content: 'hello' } })
  output: unknown;

  /** What else the client said about it; an empty object if nothing. */
  @JsonValue({ example: {} })
  metadata: unknown;

  usage: UsageResponseDto;

  /** Amounts by kind: as sent, else as the server has counted them, else input, output and total as far as they are known. */
  @AmountsByKind({ input: 100, output: 20, total: 120 })
  usageDetails: Record<string, number> | JsonText;

  /** What was sent as usage, where `usageDetails` does not say all of it: counts of a vendor that were taken apart, and what is no count. Else null. */
  @JsonValue({ example: { prompt_tokens: 100, completion_tokens: 20, service_tier: 'default' } })
  usageSent: unknown;

  /** USD by kind: as sent, else as the server has priced each amount, else input, output and total as far as they are known. */
  @AmountsByKind({ input: 0.0003, output: 0.0006, total: 0.0009 })
  costDetails: Record<string, number> | JsonText;

  /**
   * Whether the server has counted the tokens of its texts, since no amounts were sent.
   * @example false
   */
  isUsageEstimated: boolean;

  /**
   * The tier of prices by which the server has priced it; null where costs were sent or nothing could be priced.
   * @example null
   */
  usagePricingTierId: string | null;

  /**
   * The name of that tier.
   * @example null
   */
  usagePricingTierName: string | null;

  /**
   * What is counted.
   * @example "TOKENS"
   */
  unit: string;

  /**
   * 0 if none were sent or counted.
   * @example 100
   */
  @Integer()
  promptTokens: number;

  /**
   * 0 if none were sent or counted.
   * @example 20
   */
  @Integer()
  completionTokens: number;

  /**
   * As sent, else the sum of the two others.
   * @example 120
   */
  @Integer()
  totalTokens: number;

  /**
   * USD per unit: as sent, else by which the server has priced it.
   * @example null
   */
  inputPrice: number | null;

  /**
   * USD per unit, likewise.
   * @example null
   */
  outputPrice: number | null;

  /**
   * USD per unit, likewise: for models of which every unit has the same price.
   * @example null
   */
  totalPrice: number | null;

  /**
   * USD: as sent, else as priced.
   * @example 0.0003
   */
  calculatedInputCost: number | null;

  /**
   * USD: as sent, else as priced.
   * @example 0.0006
   */
  calculatedOutputCost: number | null;

  /**
   * USD: as sent, else the sum of the two others as far as they were sent, else as priced, which counts amounts of every kind.
   * @example 0.0009
   */
  calculatedTotalCost: number | null;

  /**
   * Seconds: as sent, else from start to end.
   * @example 1.25
   */
  latency: number | null;

  /**
   * Seconds: as sent, else from start to the first token.
   * @example 0.3
   */
  timeToFirstToken: number | null;

  /**
   * When the server first heard of it.
   * @example "2026-01-31T08:00:01.000Z"
   */
  @DateTime()
  createdAt: string;

  /**
   * When the server last heard of it.
   * @example "2026-01-31T08:00:02.000Z"
   */
  @DateTime()
  updatedAt: string;
}
