import { timestampFromMs, timestampToMs, type Timestamp } from '../../common/time/timestamp.js';
import type { MetricStep } from './metric-query.js';

const STEP_MS: Record<MetricStep, number> = {
  '1m': 60_000,
  '5m': 300_000,
  '1h': 3_600_000,
  '1d': 86_400_000,
};

/** The beginning of the bucket that holds an instant, or of one that lies some buckets later or (negative) earlier; never before 1970. */
export function bucketStart(timestamp: Timestamp, step: MetricStep, distance = 0): Timestamp {
  const ms = STEP_MS[step];
  return timestampFromMs(Math.max(0, (Math.floor(timestampToMs(timestamp) / ms) + distance) * ms));
}
