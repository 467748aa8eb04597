import type { Timestamp } from '../../common/time/timestamp.js';

export const COMMENTED_TYPES = ['TRACE', 'OBSERVATION', 'SESSION', 'PROMPT'] as const;
export type CommentedType = (typeof COMMENTED_TYPES)[number];

/** What somebody has to say about something. */
export interface Comment {
  readonly projectId: string;
  readonly id: string;
  readonly objectType: CommentedType;
  readonly objectId: string;
  readonly content: string;
  /** As the client says. */
  readonly authorUserId: string | null;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}
