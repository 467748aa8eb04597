import { ApiProperty } from '@nestjs/swagger';

/** The state of the limit that turned the request away. */
export class RateLimitStateDto {
  /**
   * How many requests the limit admits at this moment.
   * @example 0
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  remaining: number;

  /**
   * When the limit admits the next request (RFC 3339, UTC).
   * @example "2026-01-31T08:00:00.050Z"
   */
  @ApiProperty({ format: 'date-time' })
  reset_at: string;
}
