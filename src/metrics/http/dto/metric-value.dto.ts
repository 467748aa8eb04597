import { ApiProperty } from '@nestjs/swagger';

/** What became of the values in a bucket. */
export class MetricValueDto {
  /**
   * Where the bucket begins (UTC).
   * @example "2026-01-31T08:00:00.000Z"
   */
  @ApiProperty({ format: 'date-time' })
  timestamp: string;

  /**
   * As `agg` asks.
   * @example 85.5
   */
  value: number;
}
