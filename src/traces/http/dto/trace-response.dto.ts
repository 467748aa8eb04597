import { JsonValue } from '../../../common/http/json-value.decorator.js';

/** A trace without its observations and scores. */
export class TraceResponseDto {
  /** @example "0af7651916cd43dd8448eb211c80319c" */
  id: string;

  /** @example "default" */
  projectId: string;

  /**
   * When it began (RFC 3339, UTC).
   * @example "2026-01-31T08:00:00.000Z"
   */
  timestamp: string;

  /** @example "default" */
  environment: string;

  /** @example "chat" */
  name: string | null;

  /** @example "alice" */
  userId: string | null;

  /** @example "conversation-7" */
  sessionId: string | null;

  /** @example "2026.01" */
  release: string | null;

  /** @example "v3" */
  version: string | null;

  /** @example null */
  externalId: string | null;

  /** @example ["prod"] */
  tags: string[];

  /** @example false */
  public: boolean;

  /** @example false */
  bookmarked: boolean;

  /** What went in: any JSON value, with the digits and the order of keys that were sent. Absent when `io` was left out. */
  @JsonValue({ required: false, example: { question: 'How is the weather?' } })
  input?: unknown;

  /** What came out, likewise. */
  @JsonValue({ required: false, example: { answer: 'Sunny.' } })
  output?: unknown;

  /** What else the client said about it; an empty object if nothing. Absent when `io` was left out. */
  @JsonValue({ required: false, example: { run_id: 'run-1' } })
  metadata?: unknown;

  /**
   * Path of the page of this trace.
   * @example "/project/default/traces/0af7651916cd43dd8448eb211c80319c"
   */
  htmlPath: string;

  /**
   * Seconds: as sent, else from the first start to the last end of its observations (0 if none has ended). -1 when `metrics` was
   * left out.
   * @example 1.25
   */
  latency: number;

  /**
   * USD: as sent, else the sum over its observations. -1 when `metrics` was left out.
   * @example 0.0042
   */
  totalCost: number;

  /**
   * When the server first heard of it.
   * @example "2026-01-31T08:00:01.000Z"
   */
  createdAt: string;

  /**
   * When the server last heard of it.
   * @example "2026-01-31T08:00:02.000Z"
   */
  updatedAt: string;
}
