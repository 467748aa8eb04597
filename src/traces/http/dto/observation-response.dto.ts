import { JsonValue } from '../../../common/http/json-value.decorator.js';
import type { JsonText } from '../../../common/json/json-text.js';
import { AmountsByKind } from '../amounts-by-kind.decorator.js';
import { UsageResponseDto } from './usage-response.dto.js';

/** A step of a trace. Times are RFC 3339 in UTC, latencies seconds, costs USD. */
export class ObservationResponseDto {
  /** @example "00f067aa0ba902b7" */
  id: string;

  /** @example "0af7651916cd43dd8448eb211c80319c" */
  traceId: string;

  /** @example "default" */
  projectId: string;

  /**
   * GENERATION, SPAN, EVENT, TOOL, AGENT and others.
   * @example "GENERATION"
   */
  type: string;

  /** @example "llm" */
  name: string | null;

  /** @example "default" */
  environment: string;

  /** @example "2026-01-31T08:00:00.000Z" */
  startTime: string;

  /** @example "2026-01-31T08:00:01.250Z" */
  endTime: string | null;

  /**
   * When the first token came.
   * @example "2026-01-31T08:00:00.300Z"
   */
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

  /** @example null */
  statusMessage: string | null;

  /** @example null */
  version: string | null;

  /** @example "gpt-4o-mini" */
  model: string | null;

  /** @example null */
  modelId: string | null;

  /** An empty object if none were sent. */
  @JsonValue({ example: { temperature: 0.2 } })
  modelParameters: unknown;

  /** @example null */
  promptId: string | null;

  /** @example null */
  promptName: string | null;

  /** @example null */
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

  /** Amounts by kind: as sent, else input, output and total as far as they are known. */
  @AmountsByKind({ input: 100, output: 20, total: 120 })
  usageDetails: Record<string, number> | JsonText;

  /** USD by kind: as sent, else input, output and total as far as they are known. */
  @AmountsByKind({ input: 0.0003, output: 0.0006, total: 0.0009 })
  costDetails: Record<string, number> | JsonText;

  /**
   * What is counted.
   * @example "TOKENS"
   */
  unit: string;

  /**
   * 0 if none were sent.
   * @example 100
   */
  promptTokens: number;

  /**
   * 0 if none were sent.
   * @example 20
   */
  completionTokens: number;

  /**
   * As sent, else the sum of the two others.
   * @example 120
   */
  totalTokens: number;

  /**
   * USD per unit.
   * @example null
   */
  inputPrice: number | null;

  /**
   * USD per unit.
   * @example null
   */
  outputPrice: number | null;

  /**
   * USD per unit.
   * @example null
   */
  totalPrice: number | null;

  /** @example 0.0003 */
  calculatedInputCost: number | null;

  /** @example 0.0006 */
  calculatedOutputCost: number | null;

  /**
   * As sent, else the sum of the two others as far as they are known.
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

  /** @example "2026-01-31T08:00:01.000Z" */
  createdAt: string;

  /** @example "2026-01-31T08:00:02.000Z" */
  updatedAt: string;
}
