import { formatTimestamp } from '../../common/time/timestamp.js';
import type { MetricResult } from '../domain/metric-result.js';
import type { MetricQueryResponseDto } from './dto/metric-query-response.dto.js';

export function presentMetricResult({ series, latest, truncated }: MetricResult): MetricQueryResponseDto {
  return {
    data: series.map(({ labels, values }) => ({
      labels: { ...labels },
      values: values.map(({ bucket, value }) => ({ timestamp: formatTimestamp(bucket), value })),
    })),
    meta: {
      ...(latest === null ? {} : { latest_ts: formatTimestamp(latest) }),
      series_count: series.length,
      truncated,
    },
  };
}
