/** What is to be deleted: a trace with all that belongs to it, or the scores with an id, whatever they are about. */
export interface Deletion {
  readonly kind: 'trace' | 'score';
  readonly projectId: string;
  /** Exactly as it is stored. */
  readonly id: string;
}

export function deletionKey({ kind, projectId, id }: Deletion): string {
  return `${kind}\0${projectId}\0${id}`;
}
