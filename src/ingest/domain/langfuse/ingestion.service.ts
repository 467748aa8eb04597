import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/domain-error.js';
import { IngestService } from '../ingest.service.js';
import type { Patch } from '../patch.js';
import { ScoreConfigLookup } from '../score-config.lookup.js';
import { configuredScore } from './configured-score.js';
import type { IngestionItem } from './ingestion-item.js';

/** The answer about each event, by its id. */
export interface IngestionOutcome {
  readonly successes: readonly { readonly id: string; readonly status: 201 }[];
  readonly errors: readonly IngestionError[];
}

export interface IngestionError {
  readonly id: string;
  readonly status: number;
  readonly message: string;
  /** Langfuse's name of it. */
  readonly error: string;
}

/** Takes in Langfuse's batches: each event for itself. */
@Injectable()
export class IngestionService {
  constructor(
    private readonly ingest: IngestService,
    private readonly configs: ScoreConfigLookup,
  ) {}

  /**
   * Stores what can be stored. Resolved: each event that is among the successes is durable and can be read.
   * @param access `scores`: any other event is refused
   * @throws UnavailableError where the database could not take an event: the batch is to be sent again, and repeats nothing by that
   */
  async write(
    items: readonly IngestionItem[],
    bytes: number,
    access: 'all' | 'scores',
  ): Promise<IngestionOutcome> {
    const share = Math.ceil(bytes / Math.max(1, items.length));
    const refusals = await Promise.all(items.map((item) => this.writeOne(item, share, access)));
    const successes = items.flatMap((item, index) =>
      item.kind !== 'ignored' && refusals[index] === null ? [{ id: item.eventId, status: 201 as const }] : [],
    );
    return { successes, errors: refusals.filter((refusal) => refusal !== null) };
  }

  /** Null: it is stored, or there is nothing to store. */
  private async writeOne(
    item: IngestionItem,
    bytes: number,
    access: 'all' | 'scores',
  ): Promise<IngestionError | null> {
    const id = item.eventId;
    if (item.kind === 'error') return invalid(id, item.message);
    if (item.kind === 'ignored') return null;
    if (access === 'scores' && item.patch.kind !== 'score')
      return { id, status: 401, message: 'Access Scope Denied', error: 'UnauthorizedError' };
    try {
      await this.ingest.writeTelemetry([await this.configured(item.patch)], bytes);
      return null;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'SERVICE_UNAVAILABLE') throw error;
      return invalid(id, error.message);
    }
  }

  private async configured(patch: Patch): Promise<Patch> {
    if (patch.kind !== 'score') return patch;
    const { configId } = patch.state.fields;
    if (configId === null || configId === undefined) return patch;
    return configuredScore(patch, await this.configs.find(patch.projectId, configId));
  }
}

function invalid(id: string, message: string): IngestionError {
  return { id, status: 400, message, error: 'InvalidRequestError' };
}
