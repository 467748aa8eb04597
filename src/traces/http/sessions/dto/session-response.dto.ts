import { DateTime } from '../../../../common/http/date-time.decorator.js';
import { PageMetaDto } from '../../../../common/http/page-meta.dto.js';
import { TraceResponseDto } from '../../dto/trace-response.dto.js';

/** What several traces belong to: a conversation, for example. */
export class SessionResponseDto {
  /**
   * Chosen by the client.
   * @example "conversation-7"
   */
  id: string;

  /**
   * The project that it belongs to.
   * @example "default"
   */
  projectId: string;

  /**
   * Where its first trace ran.
   * @example "default"
   */
  environment: string;

  /**
   * The earliest timestamp of a trace that was said to belong to it (RFC 3339, UTC).
   * @example "2026-01-31T08:00:00.000Z"
   */
  @DateTime()
  createdAt: string;
}

/** A session with its traces. */
export class SessionDetailResponseDto extends SessionResponseDto {
  /** By timestamp, the first first; none where all have been deleted or moved to another session. */
  traces: TraceResponseDto[];
}

/** A page of sessions. */
export class SessionPageResponseDto {
  /** The sessions of this page. */
  data: SessionResponseDto[];

  /** Which page it is. */
  meta: PageMetaDto;
}
