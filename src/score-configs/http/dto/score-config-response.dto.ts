import { ApiProperty } from '@nestjs/swagger';
import { DateTime } from '../../../common/http/date-time.decorator.js';
import { PageMetaDto } from '../../../common/http/page-meta.dto.js';
import { CONFIG_DATA_TYPES } from '../../domain/score-config.js';

/** What a score may be. */
export class ScoreCategoryDto {
  /**
   * The number that stands for it.
   * @example 1
   */
  value: number;

  /**
   * What people call it.
   * @example "good"
   */
  label: string;
}

/** What scores that name this config must look like. */
export class ScoreConfigResponseDto {
  /**
   * Chosen by the server.
   * @example "c18edc3c-0a3b-4e49-8278-dfe852126428"
   */
  id: string;

  /**
   * The project that it belongs to.
   * @example "default"
   */
  projectId: string;

  /**
   * Of the scores.
   * @example "helpfulness"
   */
  name: string;

  @ApiProperty({ enum: CONFIG_DATA_TYPES, description: 'Type of the scores.' })
  dataType: string;

  /**
   * No longer offered to people who annotate.
   * @example false
   */
  isArchived: boolean;

  /** The least that a NUMERIC score may be. */
  minValue: number | null;

  /** The most that a NUMERIC score may be. */
  maxValue: number | null;

  @ApiProperty({
    type: [ScoreCategoryDto],
    nullable: true,
    description: 'What a BOOLEAN or CATEGORICAL score may be.',
  })
  categories: ScoreCategoryDto[] | null;

  /** For people. */
  description: string | null;

  /**
   * When it was created.
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

/** A page of score configs. */
export class ScoreConfigPageResponseDto {
  /** The configs of this page. */
  data: ScoreConfigResponseDto[];

  /** Which page it is. */
  meta: PageMetaDto;
}
