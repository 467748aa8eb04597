import type { PageRequest } from '../../../common/page.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import type { ObservationCondition } from './observation-filter-columns.js';

export const OBSERVATION_LEVELS = ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'] as const;
export type ObservationLevel = (typeof OBSERVATION_LEVELS)[number];

/** All conditions that are given must hold. */
export interface ObservationFilter extends SimpleObservationFilter {
  /** What only a filter can ask for. */
  readonly conditions?: readonly ObservationCondition[] | undefined;
}

/** What indexes and kept figures know of. */
export interface SimpleObservationFilter {
  readonly name?: string | undefined;
  /** Its type is one of them. */
  readonly types?: readonly string[] | undefined;
  readonly level?: ObservationLevel | undefined;
  readonly version?: string | undefined;
  readonly traceId?: string | undefined;
  /**
   * It is a part of this one. Unless something is asked of traces, too: in a trace that has this one; anywhere only where no trace has it.
   * Null: it is a part of no other.
   */
  readonly parentObservationId?: string | null | undefined;
  /** Whether it stands at the top of its trace, or of what its application has done. */
  readonly isRoot?: boolean | undefined;
  /** The observation is in one of them. */
  readonly environments?: readonly string[] | undefined;
  /** It began at this instant or later. */
  readonly from?: Timestamp | undefined;
  /** It began earlier than this instant. */
  readonly before?: Timestamp | undefined;
  /** Its trace is of this user. */
  readonly userId?: string | undefined;
  /** Its trace is of this session. */
  readonly sessionId?: string | undefined;
}

export interface ObservationQuery extends PageRequest {
  readonly projectId: string;
  readonly filter: ObservationFilter;
}

/** Where an observation stands in the list: the latest first, then by trace and id, descending. */
export interface ObservationPosition {
  readonly startTime: Timestamp;
  readonly traceId: string;
  readonly id: string;
}

/** A stretch of the list, which begins after a position. */
export interface ObservationScan {
  readonly projectId: string;
  readonly filter: ObservationFilter;
  readonly limit: number;
  /** Null: from the beginning. */
  readonly after: ObservationPosition | null;
  readonly parts: ObservationParts;
}

/** What is read of each observation besides its own fields. */
export interface ObservationParts {
  readonly io: boolean;
  /** Null: none of it. */
  readonly metadata: MetadataSelection | null;
  /** What its trace says. */
  readonly trace: boolean;
}

export interface MetadataSelection {
  /** The members of which the whole value is wanted. Others that are longer become a text: their first characters. */
  readonly whole: readonly string[] | 'all';
}

/** Longer members of metadata are cut, unless they are wanted whole. */
export const METADATA_CHARACTERS = 200;
