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
import { ModelStore, type Insertion } from './model.store.js';
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
  async create(projectId: string, sent: NewModel): Promise<ModelDefinition> {
    const now = timestampFromMs(this.clock.now());
    const price = modelPriceOf(sent, { projectId, id: randomUUID(), now });
    const model: ModelDefinition = { price, createdAt: now };
    refuseUnlessDone(await this.changing(projectId, () => this.models.insert(model, MODEL_ROOM)));
    return model;
  }

  /** @throws NotFoundError, also for those that are built in */
  async delete(projectId: string, id: string): Promise<void> {
    if (builtInModel(id) !== null)
      throw new NotFoundError(
        'A model that is built in cannot be deleted; one of your own with the same matchPattern takes its place',
      );
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

function refuseUnlessDone(insertion: Insertion): void {
  if (insertion === 'full')
    throw new BadRequestError(
      `The project may not have more than ${MODEL_ROOM.models} models of its own: delete some`,
    );
  if (insertion === 'costly')
    throw new BadRequestError(
      'The patterns of all models of the project together would be too large: let them repeat less, or delete some models',
    );
  if (insertion === 'taken')
    throw new InvalidFieldError(
      ['modelName'],
      'is that of another model of the project with the same startDate: delete that one, or choose another startDate',
    );
}
