import type { MetricQueryMetaDto } from './metric-query-meta.dto.js';
import type { MetricSeriesDto } from './metric-series.dto.js';

/** The values of a metric over time. */
export class MetricQueryResponseDto {
  /** Ordered by labels; 50 at most, with their newest 1,000 points. */
  data: MetricSeriesDto[];

  meta: MetricQueryMetaDto;
}
