import { ApiProperty } from '@nestjs/swagger';
import { MetricValueDto } from './metric-value.dto.js';

/** A series, or several that were merged by a label. */
export class MetricSeriesDto {
  @ApiProperty({
    description: 'All labels of the series; with `group_by` that label alone, or none.',
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { gpu_index: '0', node_id: 'node-1' },
  })
  labels: Record<string, string>;

  /** By time. Buckets without points are left out. */
  values: MetricValueDto[];
}
