import { ApiProperty } from '@nestjs/swagger';
import { DateTime } from '../../../../common/http/date-time.decorator.js';
import { JsonValue } from '../../../../common/http/json-value.decorator.js';
import { SCORE_DATA_TYPES, SCORE_SOURCES } from '../../../domain/scores/score.js';

/** A judgement of a trace, one of its observations, or a session. */
export class ScoreResponseDto {
  /**
   * Chosen by the client, or that of its event.
   * @example "score-1"
   */
  id: string;

  /**
   * The project that it belongs to.
   * @example "default"
   */
  projectId: string;

  /** The trace that it is about; null: it is about a session or a dataset run. */
  traceId: string | null;

  /** The observation of that trace that it is about. */
  observationId: string | null;

  /** The session that it is about. */
  sessionId: string | null;

  /** The dataset run that it is about. */
  datasetRunId: string | null;

  /**
   * What is judged.
   * @example "helpfulness"
   */
  name: string;

  @ApiProperty({ enum: SCORE_SOURCES, description: 'Who gave it.' })
  source: string;

  @ApiProperty({ enum: SCORE_DATA_TYPES, description: 'What kind of value it has.' })
  dataType: string;

  /** The number; of a BOOLEAN 1 or 0; of a category the value that its config gives it, 0 without one; of a CORRECTION 0. */
  value: number | null;

  /** The text; of a BOOLEAN `True` or `False`. */
  stringValue: string | null;

  /** Why. */
  comment: string | null;

  /** Any JSON, usually an object. */
  @JsonValue({ example: { judge: 'v2' } })
  metadata: unknown;

  /** The config that it follows. */
  configId: string | null;

  /** The annotation queue that it was given in. */
  queueId: string | null;

  /** Who annotated. */
  authorUserId: string | null;

  /**
   * Where what is judged ran.
   * @example "default"
   */
  environment: string;

  /**
   * When it was given.
   * @example "2026-01-31T08:00:01.000Z"
   */
  @DateTime()
  timestamp: string;

  /**
   * When the server first heard of it.
   * @example "2026-01-31T08:00:01.000Z"
   */
  @DateTime()
  createdAt: string;

  /**
   * When it was last changed.
   * @example "2026-01-31T08:00:01.000Z"
   */
  @DateTime()
  updatedAt: string;
}
