import { ApiProperty } from '@nestjs/swagger';

/** What there is to know about the values as a whole. */
export class MetricQueryMetaDto {
  /**
   * The beginning of the newest bucket (UTC) over all series that match, those cut off included. Left out when there is
   * no data.
   * @example "2026-01-31T08:59:00.000Z"
   */
  @ApiProperty({ format: 'date-time', required: false })
  latest_ts?: string;

  /**
   * How many series the answer holds.
   * @example 1
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  series_count: number;

  /**
   * Whether there are more than 50 series, or more than 1,000 points in one of those shown.
   * @example false
   */
  truncated: boolean;
}
