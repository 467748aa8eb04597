import type { MetricQueryMetaDto } from './metric-query-meta.dto.js';
import type { MetricSeriesDto } from './metric-series.dto.js';

export class MetricQueryResponseDto {
  /** Ordered by labels; 50 at most, with their newest 1,000 points. */
  data: MetricSeriesDto[];

  meta: MetricQueryMetaDto;
}
