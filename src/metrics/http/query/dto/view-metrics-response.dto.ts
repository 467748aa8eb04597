import { ApiProperty } from '@nestjs/swagger';

/** One row for each group. */
export class ViewMetricsResponseDto {
  /**
   * Each with its dimensions by name, the beginning of its bucket as `time_dimension` (a date, if buckets are days or longer), and a
   * value for each metric as `{aggregation}_{measure}`. Bars of a histogram are `[lower, upper, count]`.
   */
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    example: [
      {
        providedModelName: 'gpt-4o',
        time_dimension: '2026-01-30',
        sum_totalCost: 1.25,
        p95_latency: 2310.5,
      },
    ],
  })
  data: Record<string, unknown>[];
}
