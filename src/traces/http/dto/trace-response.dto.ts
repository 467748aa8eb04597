import { DateTime } from '../../../common/http/date-time.decorator.js';
import { JsonValue } from '../../../common/http/json-value.decorator.js';

/** A trace without its observations and scores. */
export class TraceResponseDto {
  /**
   * Unique within the project.
   * @example "0af7651916cd43dd8448eb211c80319c"
   */
  id: string;

  /**
   * The project of the credential.
   * @example "default"
   */
  projectId: string;

  /**
   * When it began (RFC 3339, UTC).
   * @example "2026-01-31T08:00:00.000Z"
   */
  @DateTime()
  timestamp: string;

  /**
   * Where it ran; `default` unless the client said otherwise.
   * @example "default"
   */
  environment: string;

  /**
   * What the client calls it.
   * @example "chat"
   */
  name: string | null;

  /**
   * Whom it was done for.
   * @example "alice"
   */
  userId: string | null;

  /**
   * The session (a conversation, for example) that it belongs to.
   * @example "conversation-7"
   */
  sessionId: string | null;

  /**
   * The release of the application.
   * @example "2026.01"
   */
  release: string | null;

  /**
   * The version of what was traced.
   * @example "v3"
   */
  version: string | null;

  /**
   * Its id in another system.
   * @example null
   */
  externalId: string | null;

  /**
   * In alphabetical order.
   * @example ["prod"]
   */
  tags: string[];

  /**
   * Whether the client marked it as public.
   * @example false
   */
  public: boolean;

  /**
   * Whether the client marked it as bookmarked.
   * @example false
   */
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
  @DateTime()
  createdAt: string;

  /**
   * When the server last heard of it.
   * @example "2026-01-31T08:00:02.000Z"
   */
  @DateTime()
  updatedAt: string;
}
