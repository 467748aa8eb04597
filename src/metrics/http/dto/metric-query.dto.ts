import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty } from 'class-validator';
import { Parameter } from '../../../common/http/query/parameter.decorator.js';
import { TEXT } from '../../../common/http/query/text-parameter.js';
import { TIMESTAMP } from '../../../common/http/query/timestamp-parameter.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import {
  METRIC_AGGREGATIONS,
  METRIC_STEPS,
  type MetricAggregation,
  type MetricStep,
} from '../../domain/metric-query.js';
import { oneOf } from '../../../common/http/query/choice-parameter.js';
import { LABELS, type Labels } from '../labels-parameter.js';

/** Which values of which series, and what becomes of them. */
export class MetricQueryDto {
  /**
   * The name of the metric.
   * @example "gpu_utilization"
   */
  @ApiProperty({ required: true })
  @Parameter(TEXT)
  @IsNotEmpty({ message: '$property must be given' })
  name: string;

  /** The first instant that counts. Default: an hour before `to`. */
  @Parameter(TIMESTAMP)
  from?: Timestamp;

  /** The last instant that counts. Default: now. */
  @Parameter(TIMESTAMP)
  to?: Timestamp;

  /** Only series that have all of these labels count: a JSON object of texts, such as `{"node_id":"node-1"}`. */
  @Parameter(LABELS)
  labels?: Labels;

  /** How long a bucket is. Buckets begin at multiples of it since 1970 (UTC). */
  @Parameter(oneOf(METRIC_STEPS))
  step: MetricStep = '1m';

  /**
   * What becomes of the values in a bucket. `last` is the value with the largest timestamp; percentiles interpolate
   * between the two nearest values.
   */
  @Parameter(oneOf(METRIC_AGGREGATIONS))
  agg: MetricAggregation = 'avg';

  /**
   * The key of a label. Series with the same value of it are merged into one, which carries that label alone; those
   * without it are merged into one without labels.
   * @example "node_id"
   */
  @Parameter(TEXT)
  group_by?: string;
}
