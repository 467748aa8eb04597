import type { PageMetaDto } from '../../../../common/http/page-meta.dto.js';
import { ScoreResponseDto } from './score-response.dto.js';

/** The trace that a score is about. */
export class ScoredTraceResponseDto {
  /**
   * Of the trace.
   * @example "trace-1"
   */
  id: string;

  /** Who caused it. */
  userId: string | null;

  /** The session that it belongs to. */
  sessionId: string | null;

  /**
   * Where it ran.
   * @example "default"
   */
  environment: string;

  /**
   * All that were given to it.
   * @example ["prod"]
   */
  tags: string[];
}

/** A score in a list. */
export class ListedScoreResponseDto extends ScoreResponseDto {
  /** Null where the score has none that is known. Absent where it was not asked for. */
  trace?: ScoredTraceResponseDto | null;
}

/** A page of scores. */
export class ScorePageResponseDto {
  /** The scores of this page. */
  data: ListedScoreResponseDto[];

  /** Which page it is. */
  meta: PageMetaDto;
}
