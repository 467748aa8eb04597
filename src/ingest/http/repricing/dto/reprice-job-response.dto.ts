import { ApiProperty } from '@nestjs/swagger';
import { DateTime } from '../../../../common/http/date-time.decorator.js';
import { Integer } from '../../../../common/http/integer.decorator.js';
import { PageMetaDto } from '../../../../common/http/page-meta.dto.js';
import type { RepriceState } from '../../../domain/repricing/reprice-job.js';

const STATES: readonly RepriceState[] = ['waiting', 'running', 'done', 'failed', 'cancelled'];

/** Observations that are priced again. */
export class RepriceJobResponseDto {
  /**
   * The id of the job.
   * @example "c18edc3c-0a3b-4e49-8278-dfe852126428"
   */
  id: string;

  @ApiProperty({ description: 'Waiting and running ones are open.', enum: STATES, example: 'running' })
  state: RepriceState;

  /**
   * The first instant of the range.
   * @example "2026-01-01T00:00:00.000Z"
   */
  @DateTime()
  from: string;

  /**
   * The first instant after it.
   * @example "2026-02-01T00:00:00.000Z"
   */
  @DateTime()
  to: string;

  /**
   * The model that was asked for; null: all.
   * @example "gpt-4o-mini"
   */
  model: string | null;

  /**
   * How many observations begin in the range; null until the job has begun.
   * @example 120000
   */
  @Integer()
  total: number | null;

  /**
   * How many of them have been looked at.
   * @example 48000
   */
  @Integer()
  done: number;

  /**
   * How many of these have got other costs.
   * @example 31000
   */
  @Integer()
  changed: number;

  /**
   * When it was asked for.
   * @example "2026-02-03T08:00:00.000Z"
   */
  @DateTime()
  createdAt: string;

  /**
   * When it was over; null while it is open.
   * @example null
   */
  @DateTime()
  finishedAt: string | null;

  /**
   * Why it has failed.
   * @example null
   */
  error: string | null;
}

/** A page of jobs, the latest first. */
export class RepriceJobPageResponseDto {
  /** The jobs of this page. */
  data: RepriceJobResponseDto[];

  meta: PageMetaDto;
}
