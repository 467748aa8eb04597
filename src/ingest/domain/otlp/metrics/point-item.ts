import type { MetricSample } from '../../metric-sample.js';

/** What became of a point when it was read: the samples that it is, or why it cannot be taken. */
export type PointItem =
  | { readonly kind: 'point'; readonly samples: readonly MetricSample[]; readonly leftOut?: string }
  | { readonly kind: 'refused'; readonly reason: string };
