import { Injectable } from '@nestjs/common';
import { DomainError, NotFoundError } from '../../../common/domain-error.js';
import { IngestService } from '../ingest.service.js';
import type { Patch } from '../patch.js';
import { isOfData, MAX_TRIES, writeEach } from '../write-each.js';
import { ScoreConfigLookup, type ScoreRule } from '../score-config.lookup.js';
import { configuredScore } from './configured-score.js';
import type { IngestionItem, PatchItem } from './ingestion-item.js';
import { ObservationPlacementService } from './observation-placement.service.js';
import { outsideBody } from './translate-event.js';

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

/** What is known of an event: nothing is to be stored (null), why it is refused, or what is to be stored. */
type Verdict = null | { readonly refusal: IngestionError } | { readonly patch: Patch };

type RuleOf = (projectId: string, configId: string) => Promise<ScoreRule | null>;

/** Takes in Langfuse's batches: each event for itself. */
@Injectable()
export class IngestionService {
  constructor(
    private readonly ingest: IngestService,
    private readonly configs: ScoreConfigLookup,
    private readonly placement: ObservationPlacementService,
  ) {}

  /**
   * Stores what can be stored. Resolved: each event that is among the successes is durable and can be read.
   * @param access `scores`: any other event is refused
   * @throws UnavailableError where the database could not take an event: the batch is to be sent again, and repeats nothing by that
   */
  async write(
    events: readonly IngestionItem[],
    bytes: number,
    access: 'all' | 'scores',
  ): Promise<IngestionOutcome> {
    const items = await this.placement.placed(events);
    const ruleOf = this.rules();
    const verdicts = await Promise.all(items.map((item) => this.judged(item, access, ruleOf)));
    const refusals = await this.stored(items, verdicts, bytes);
    const successes = items.flatMap(({ eventId: id }, index) =>
      verdicts[index] === null || refusals.has(index) ? [] : [{ id, status: 201 as const }],
    );
    const errors = [...refusals].sort(([a], [b]) => a - b).map(([, refusal]) => refusal);
    return { successes, errors };
  }

  /**
   * Stores the only event of a request, and returns the id of what it is about. Resolved: it is durable and can be read.
   * @throws NotFoundError where it changes an observation that is not there, and does not say where to make one
   * @throws InvalidFieldError, RejectedDataError, UnavailableError
   */
  async writeOne(event: PatchItem, bytes: number): Promise<string> {
    const [item = event] = await this.placement.placed([event]);
    if (item.lacksTrace)
      throw new NotFoundError('There is no such observation; with its traceId it would be created');
    const patch = await this.configured(item, this.rules()).catch((error: unknown) => {
      throw outsideBody(error);
    });
    await this.ingest.writeTelemetry([patch], bytes);
    return patch.id;
  }

  private async judged(item: IngestionItem, access: 'all' | 'scores', ruleOf: RuleOf): Promise<Verdict> {
    const { eventId: id } = item;
    if (item.kind === 'ignored') return null;
    if (item.kind === 'error') return { refusal: invalid(id, item.message) };
    if (access === 'scores' && item.patch.kind !== 'score')
      return { refusal: { id, status: 401, message: 'Access Scope Denied', error: 'UnauthorizedError' } };
    try {
      return { patch: await this.configured(item, ruleOf) };
    } catch (error) {
      return { refusal: refusalOf(id, error) };
    }
  }

  /** Returns the refusals by the index of their event. */
  private async stored(
    items: readonly IngestionItem[],
    verdicts: readonly Verdict[],
    bytes: number,
  ): Promise<Map<number, IngestionError>> {
    const refusals = new Map<number, IngestionError>();
    const accepted: number[] = [];
    for (const [index, verdict] of verdicts.entries()) {
      if (verdict !== null && 'refusal' in verdict) refusals.set(index, verdict.refusal);
      else if (verdict !== null) accepted.push(index);
    }
    const share = Math.ceil(bytes / Math.max(1, items.length));
    const patchAt = (index: number): Patch => (verdicts[index] as { patch: Patch }).patch;
    const write = (indices: readonly number[]): Promise<void> =>
      this.ingest.writeTelemetry(indices.map(patchAt), share * indices.length);
    const refuse = (index: number, error: unknown): void => {
      refusals.set(index, refusalOf(items[index]?.eventId ?? '', error));
    };
    const partsOf = (index: number): readonly Patch[] => [patchAt(index)];
    await writeEach(accepted, { write, partsOf, refuse, maxTries: MAX_TRIES });
    return refusals;
  }

  private async configured({ patch, lacksType }: PatchItem, ruleOf: RuleOf): Promise<Patch> {
    if (patch.kind !== 'score') return patch;
    const { configId } = patch.state.fields;
    if (configId === null || configId === undefined) return patch;
    const rule = await ruleOf(patch.projectId, configId);
    return configuredScore(patch, rule, lacksType);
  }

  /** Looks each config up once, however many scores of a batch name it. */
  private rules(): RuleOf {
    const found = new Map<string, Promise<ScoreRule | null>>();
    return (projectId, configId) => {
      const rule = found.get(configId) ?? this.configs.find(projectId, configId);
      found.set(configId, rule);
      return rule;
    };
  }
}

/** @throws the error itself where it says nothing about the event */
function refusalOf(id: string, error: unknown): IngestionError {
  if (!(error instanceof DomainError) || !isOfData(error)) throw error;
  return invalid(id, error.message);
}

function invalid(id: string, message: string): IngestionError {
  return { id, status: 400, message, error: 'InvalidRequestError' };
}
