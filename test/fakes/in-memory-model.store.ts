import type { ModelDefinition } from '../../src/models/domain/model-definition.js';
import { patternsOf, sizeOf, type ModelRoom } from '../../src/models/domain/model-room.js';
import { ModelStore, type Models, type Refusal, type Stretch } from '../../src/models/domain/model.store.js';

/** The contract of ModelStore in the plainest form. */
export class InMemoryModelStore extends ModelStore {
  private models: readonly ModelDefinition[] = [];

  find(projectId: string, { offset, limit }: Stretch): Promise<Models> {
    const all = this.ofProject(projectId).sort(
      (a, b) => compare(a.price.modelName, b.price.modelName) || laterFirst(a, b),
    );
    return Promise.resolve({ items: all.slice(offset, offset + limit), totalItems: all.length });
  }

  get(projectId: string, id: string): Promise<ModelDefinition | null> {
    return Promise.resolve(this.ofProject(projectId).find(({ price }) => price.id === id) ?? null);
  }

  put(model: ModelDefinition, room: ModelRoom): Promise<ModelDefinition | Refusal> {
    const all = this.ofProject(model.price.projectId);
    const before = all.find(({ price }) => price.id === model.price.id);
    const others = all.filter((each) => each !== before);
    const { modelName, startDate } = model.price;
    if (others.some(({ price }) => price.modelName === modelName && price.startDate === startDate))
      return Promise.resolve('taken');
    if (others.length >= room.models) return Promise.resolve('full');
    const patterns = [model, ...others].flatMap(({ price }) => patternsOf(price));
    if (sizeOf(patterns) > room.patternSize) return Promise.resolve('costly');
    const kept = before === undefined ? model : { ...model, createdAt: before.createdAt };
    this.models = [...this.models.filter((each) => each !== before), kept];
    return Promise.resolve(kept);
  }

  delete(projectId: string, id: string): Promise<boolean> {
    const kept = this.models.filter(({ price }) => price.projectId !== projectId || price.id !== id);
    const isDeleted = kept.length < this.models.length;
    this.models = kept;
    return Promise.resolve(isDeleted);
  }

  /** All of them, in the order in which they were inserted. */
  ofProject(projectId: string | null): ModelDefinition[] {
    return this.models.filter(({ price }) => price.projectId === projectId);
  }
}

function laterFirst(a: ModelDefinition, b: ModelDefinition): number {
  return compare(b.price.startDate ?? '', a.price.startDate ?? '');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
