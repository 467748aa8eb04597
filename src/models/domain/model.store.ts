import type { ModelDefinition } from './model-definition.js';
import type { ModelRoom } from './model-room.js';

/** Which part of a list that goes on elsewhere. */
export interface Stretch {
  readonly offset: number;
  readonly limit: number;
}

export interface Models {
  readonly items: readonly ModelDefinition[];
  /** How many the project has. */
  readonly totalItems: number;
}

/**
 * What became of an insertion: nothing where the project has a model of the same name and start date (`taken`), as many as it may have (`full`), or
 * patterns that would be too large together with those of this one (`costly`).
 */
export type Insertion = 'done' | 'taken' | 'full' | 'costly';

/** Keeps the models that projects define. Throws UnavailableError while there is no database. */
export abstract class ModelStore {
  /** By name, of one name the latest start date first (none is the earliest); empty beyond the last. `totalItems` is exact. */
  abstract find(projectId: string, stretch: Stretch): Promise<Models>;

  /** Null where the project has none with this id. */
  abstract get(projectId: string, id: string): Promise<ModelDefinition | null>;

  /**
   * Durable when resolved to `done`. Of several insertions at the same time none leaves the room, or takes a name that another one has taken.
   */
  abstract insert(model: ModelDefinition, room: ModelRoom): Promise<Insertion>;

  /** Durable when resolved. False where the project had none with this id. */
  abstract delete(projectId: string, id: string): Promise<boolean>;
}
