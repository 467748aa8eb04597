import type { Transaction } from '../../../database/write-database.js';
import { DELETE_COMMENTS_ON_OBSERVATIONS } from './deletion.sql.js';

const MOST_IDS = 5000;

/** The comments on observations that are being deleted: they go with them, those on many observations in one statement. */
export class OrphanedComments {
  private observations = new Map<string, string[]>();
  private count = 0;

  constructor(private readonly transaction: Transaction) {}

  /** To be told when the observations are deleted. */
  async add(projectId: string, observationIds: readonly string[]): Promise<void> {
    const known = this.observations.get(projectId) ?? [];
    known.push(...observationIds);
    this.observations.set(projectId, known);
    this.count += observationIds.length;
    if (this.count >= MOST_IDS) await this.delete();
  }

  /** To be called at the end. */
  async delete(): Promise<void> {
    const all = [...this.observations];
    this.observations = new Map();
    this.count = 0;
    await Promise.all(all.map((of) => this.transaction.query(DELETE_COMMENTS_ON_OBSERVATIONS, of)));
  }
}
