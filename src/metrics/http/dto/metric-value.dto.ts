import { ApiProperty } from '@nestjs/swagger';

export class MetricValueDto {
  /**
   * Where the bucket begins (UTC).
   * @example "2026-01-31T08:00:00.000Z"
   */
  @ApiProperty({ format: 'date-time' })
  timestamp: string;

  /** @example 85.5 */
  value: number;
}
