import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { DateTime } from '../../../../common/http/date-time.decorator.js';
import { Integer } from '../../../../common/http/integer.decorator.js';
import { JsonValue } from '../../../../common/http/json-value.decorator.js';
import { SCORE_DATA_TYPES, SCORE_SOURCES } from '../../../domain/scores/score.js';

export const SUBJECT_KINDS = ['trace', 'observation', 'session', 'experiment'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** What a score is about. */
export class ScoreSubjectResponseDto {
  @ApiProperty({ enum: SUBJECT_KINDS, description: 'An experiment is a dataset run.' })
  kind: SubjectKind;

  /**
   * Of the trace, observation, session or experiment.
   * @example "trace-1"
   */
  id: string;

  /**
   * The trace of an observation. Absent otherwise.
   * @example "trace-1"
   */
  traceId?: string;
}

/** A score in a stretch. What was not asked for is absent. */
export class ScoreInStretchResponseDto {
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

  /**
   * What is judged.
   * @example "helpfulness"
   */
  name: string;

  @ApiProperty({
    oneOf: [{ type: 'number' }, { type: 'boolean' }, { type: 'string' }],
    description: 'A number where dataType is NUMERIC, true or false where it is BOOLEAN, else a text.',
    example: 0.9,
  })
  value: number | boolean | string;

  @ApiProperty({ enum: SCORE_DATA_TYPES, description: 'What kind of value it has.' })
  dataType: string;

  @ApiProperty({ enum: SCORE_SOURCES, description: 'Who gave it.' })
  source: string;

  /**
   * When it was given.
   * @example "2026-01-31T08:00:01.000Z"
   */
  @DateTime()
  timestamp: string;

  /**
   * Where what is judged ran.
   * @example "default"
   */
  environment: string;

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

  /** Why. Of `details`. */
  comment?: string | null;

  /** The config that it follows. Of `details`. */
  configId?: string | null;

  /** Any JSON, usually an object. Of `details`. */
  @JsonValue({ required: false, example: { judge: 'v2' } })
  metadata?: unknown;

  /** Who annotated. Of `annotation`. */
  authorUserId?: string | null;

  /** The annotation queue that it was given in. Of `annotation`. */
  queueId?: string | null;

  @ApiPropertyOptional({ type: ScoreSubjectResponseDto, description: 'What it is about. Of `subject`.' })
  subject?: ScoreSubjectResponseDto;
}

/** Where a list of scores goes on. */
export class ScoreStretchMetaDto {
  /**
   * As asked for.
   * @example 50
   */
  @Integer()
  limit: number;

  /**
   * To be handed back as `cursor`. Absent in the last answer.
   * @example "eyJ0aW1lc3RhbXAiOiIyMDI2LTAxLTMxVDA4OjAwOjAwLjAwMDAwMFoifQ"
   */
  cursor?: string;
}

/** A stretch of a list of scores. */
export class ScoreStretchResponseDto {
  /** The latest first. */
  data: ScoreInStretchResponseDto[];

  meta: ScoreStretchMetaDto;
}
