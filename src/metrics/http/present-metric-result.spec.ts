import type { Timestamp } from '../../common/time/timestamp.js';
import { presentMetricResult } from './present-metric-result.js';

const bucket = '2026-02-12T08:00:00.000000Z' as Timestamp;

describe('presentMetricResult', () => {
  it('shows series with their labels and values', () => {
    const series = [{ labels: { node: 'a' }, values: [{ bucket, value: 0.5 }] }];
    expect(presentMetricResult({ series, latest: bucket, truncated: true })).toEqual({
      data: [{ labels: { node: 'a' }, values: [{ timestamp: '2026-02-12T08:00:00.000Z', value: 0.5 }] }],
      meta: { latest_ts: '2026-02-12T08:00:00.000Z', series_count: 1, truncated: true },
    });
  });

  it('leaves latest_ts out when there is no data', () => {
    expect(JSON.stringify(presentMetricResult({ series: [], latest: null, truncated: false }))).toBe(
      '{"data":[],"meta":{"series_count":0,"truncated":false}}',
    );
  });
});
