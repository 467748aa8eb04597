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
 * Why a model is not kept: the project has another one of the same name and start date (`taken`), as many as it may have (`full`), or patterns that
 * would be too large together with those of this one (`costly`).
 */
export type Refusal = 'taken' | 'full' | 'costly';

/** Keeps the models that projects define. Throws UnavailableError while there is no database. */
export abstract class ModelStore {
  /** By name, of one name the latest start date first (none is the earliest); empty beyond the last. `totalItems` is exact. */
  abstract find(projectId: string, stretch: Stretch): Promise<Models>;

  /** Null where the project has none with this id. */
  abstract get(projectId: string, id: string): Promise<ModelDefinition | null>;

  /**
   * Puts the model in the place of the one with its id, which keeps the time of its creation; inserts it where the project has none. Resolves to
   * what is kept, durably. Of several at the same time none leaves the room, or takes a name that another one has taken.
   */
  abstract put(model: ModelDefinition, room: ModelRoom): Promise<ModelDefinition | Refusal>;

  /** Durable when resolved. False where the project had none with this id. */
  abstract delete(projectId: string, id: string): Promise<boolean>;
}
