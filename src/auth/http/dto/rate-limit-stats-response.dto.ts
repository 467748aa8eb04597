import { ApiProperty } from '@nestjs/swagger';
import { RejectedTokenDto } from './rejected-token.dto.js';

/** Counted by this process since its start. */
export class RateLimitStatsResponseDto {
  /**
   * Queries per second that a credential may sustain (RATE_LIMIT_QPS).
   * @example 20
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  rate_limit_qps: number;

  /**
   * Queries that a credential may send at once after a pause (RATE_LIMIT_BURST).
   * @example 40
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  rate_limit_burst: number;

  /**
   * Queries that were let through.
   * @example 1988
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  total_allowed: number;

  /**
   * Queries that were answered 429.
   * @example 12
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  total_rejected: number;

  /**
   * The rejected part of all queries, 0 to 1.
   * @example 0.006
   */
  rejection_rate: number;

  /** The credentials that were rejected most often, most often first; at most 20. */
  top_rejected_tokens: RejectedTokenDto[];
}
