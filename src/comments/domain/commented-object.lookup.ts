import type { CommentedType } from './comment.js';

/** Knows what there is to comment on. */
export abstract class CommentedObjectLookup {
  /** Whether the project has it. Sees what was committed before. @throws UnavailableError */
  abstract exists(projectId: string, type: CommentedType, id: string): Promise<boolean>;
}
