import type { PageRequest } from '../../common/page.js';
import type { TimeRange } from '../../common/time/split-by-periods.js';

/** Conditions on traces. All that are given must hold; observations count where their trace matches. */
export interface DailyTraceFilter {
  readonly traceName?: string | undefined;
  readonly userId?: string | undefined;
  readonly version?: string | undefined;
  readonly release?: string | undefined;
  /** The trace has all of them. */
  readonly tags?: readonly string[] | undefined;
}

export interface DailyUsageQuery extends PageRequest {
  readonly projectId: string;
  /** When traces and observations began. */
  readonly range: TimeRange;
  /** Traces and observations, each by its own, are in one of them. */
  readonly environments?: readonly string[] | undefined;
  readonly traces: DailyTraceFilter;
}
