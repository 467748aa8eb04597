import type { PageRequest } from '../../common/page.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import type { TraceCondition } from './trace-filter-columns.js';

/** What a list can be ordered by. */
export const TRACE_SORT_FIELDS = [
  'id',
  'timestamp',
  'name',
  'userId',
  'release',
  'version',
  'public',
  'bookmarked',
  'sessionId',
  'latency',
  'totalCost',
] as const;
export type TraceSortField = (typeof TRACE_SORT_FIELDS)[number];

/** Ties are broken by id, in the same direction. Traces without a value come last in both directions. */
export interface TraceOrder {
  readonly field: TraceSortField;
  readonly direction: 'asc' | 'desc';
}

/** The parts of a trace that a list can leave out. `core` is always there. */
export const TRACE_FIELD_GROUPS = ['core', 'io', 'scores', 'observations', 'metrics'] as const;
export type TraceFieldGroup = (typeof TRACE_FIELD_GROUPS)[number];

/** All conditions that are given must hold. */
export interface SimpleTraceFilter {
  readonly userId?: string | undefined;
  readonly name?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly release?: string | undefined;
  readonly version?: string | undefined;
  /** This instant and later. */
  readonly from?: Timestamp | undefined;
  /** This instant and earlier. */
  readonly to?: Timestamp | undefined;
  /** The trace has all of them. */
  readonly tags?: readonly string[] | undefined;
  /** The trace is in one of them. */
  readonly environments?: readonly string[] | undefined;
}

export interface TraceFilter extends SimpleTraceFilter {
  /** What else the trace must be like: all of it. Not every one of them is answered by an index. */
  readonly conditions?: readonly TraceCondition[] | undefined;
}

export interface TraceQuery extends PageRequest {
  readonly projectId: string;
  readonly filter: TraceFilter;
  readonly order: TraceOrder;
  readonly groups: ReadonlySet<TraceFieldGroup>;
}
