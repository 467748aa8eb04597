import type { PageRequest } from '../../../common/page.js';
import type { Timestamp } from '../../../common/time/timestamp.js';

/** All conditions that are given must hold. */
export interface SessionQuery extends PageRequest {
  readonly projectId: string;
  /** Created at this instant or later. */
  readonly from?: Timestamp | undefined;
  /** Created before this instant. */
  readonly before?: Timestamp | undefined;
  /** In one of them. */
  readonly environments?: readonly string[] | undefined;
}
