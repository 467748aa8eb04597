import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../common/clock.js';
import { BadRequestError, NotFoundError } from '../../common/domain-error.js';
import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import type { Page, PageRequest } from '../../common/page.js';
import { PriceChanges } from '../../common/pricing/price-changes.js';
import { timestampFromMs } from '../../common/time/timestamp.js';
import { builtInModel, builtInModels } from './built-in-models.js';
import type { ModelDefinition } from './model-definition.js';
import { MODEL_ROOM } from './model-room.js';
import { modelPriceOf } from './model-price-of.js';
import { ModelStore, type Refusal } from './model.store.js';
import type { NewModel } from './new-model.js';

@Injectable()
export class ModelsService {
  constructor(
    private readonly models: ModelStore,
    private readonly changes: PriceChanges,
    private readonly clock: Clock,
  ) {}

  /** The project's own, and behind them those that are built in. */
  async find(projectId: string, { page, limit }: PageRequest): Promise<Page<ModelDefinition>> {
    const offset = (page - 1) * limit;
    const own = await this.models.find(projectId, { offset, limit });
    const from = Math.max(0, offset - own.totalItems);
    const builtIn = builtInModels();
    const items = [...own.items, ...builtIn.slice(from, from + limit - own.items.length)];
    return { items, totalItems: own.totalItems + builtIn.length };
  }

  /** @throws NotFoundError */
  async get(projectId: string, id: string): Promise<ModelDefinition> {
    const model = builtInModel(id) ?? (id.includes('\0') ? null : await this.models.get(projectId, id));
    if (model === null) throw new NotFoundError('There is no such model');
    return model;
  }

  /** @throws InvalidFieldError, BadRequestError */
  create(projectId: string, sent: NewModel): Promise<ModelDefinition> {
    return this.put(projectId, randomUUID(), sent);
  }

  /**
   * Takes the place of the project's model with this id, or is the first with it.
   * @throws InvalidFieldError, BadRequestError; NotFoundError for those that are built in
   */
  async replace(projectId: string, id: string, sent: NewModel): Promise<ModelDefinition> {
    if (builtInModel(id) !== null) throw builtInIsFixed('replaced');
    if (!MODEL_ID.test(id)) throw new InvalidFieldError(['modelId'], MODEL_ID_RULE);
    return this.put(projectId, id, sent);
  }

  private async put(projectId: string, id: string, sent: NewModel): Promise<ModelDefinition> {
    const now = timestampFromMs(this.clock.now());
    const model: ModelDefinition = { price: modelPriceOf(sent, { projectId, id, now }), createdAt: now };
    const kept = await this.changing(projectId, () => this.models.put(model, MODEL_ROOM));
    if (typeof kept === 'string') throw refusalError(kept);
    return kept;
  }

  /** @throws NotFoundError, also for those that are built in */
  async delete(projectId: string, id: string): Promise<void> {
    if (builtInModel(id) !== null) throw builtInIsFixed('deleted');
    const isDeleted =
      !id.includes('\0') && (await this.changing(projectId, () => this.models.delete(projectId, id)));
    if (!isDeleted) throw new NotFoundError('There is no such model');
  }

  /** What failed may have happened all the same. */
  private async changing<T>(projectId: string, change: () => Promise<T>): Promise<T> {
    try {
      return await change();
    } finally {
      this.changes.tell(projectId);
    }
  }
}

/** Ids of models that are built in, now or later, are not for others, and neither is what another route is called. */
const MODEL_ID = /^(?!builtin:|reprice$)[^\p{C}\ufffd]{1,200}$/u;
const MODEL_ID_RULE =
  'must have at most 200 characters, all printable, not begin with builtin: and not be reprice';

function builtInIsFixed(done: string): NotFoundError {
  return new NotFoundError(
    `A model that is built in cannot be ${done}; one of your own with the same matchPattern takes its place`,
  );
}

function refusalError(refusal: Refusal): Error {
  switch (refusal) {
    case 'full':
      return new BadRequestError(
        `The project may not have more than ${MODEL_ROOM.models} models of its own: delete some`,
      );
    case 'costly':
      return new BadRequestError(
        'The patterns of all models of the project together would be too large: let them repeat less, or delete some models',
      );
    case 'taken':
      return new InvalidFieldError(
        ['modelName'],
        'is that of another model of the project with the same startDate: delete that one, or choose another startDate',
      );
  }
}
