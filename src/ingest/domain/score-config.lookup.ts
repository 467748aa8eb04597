/** What scores that name a config must look like. */
export interface ScoreRule {
  readonly name: string;
  readonly dataType: string;
  readonly isArchived: boolean;
  /** Bounds of NUMERIC scores, both included. */
  readonly minValue: number | null;
  readonly maxValue: number | null;
  /** Of BOOLEAN and CATEGORICAL scores. */
  readonly categories: readonly { readonly value: number; readonly label: string }[] | null;
}

/** Finds the configs that scores name. */
export abstract class ScoreConfigLookup {
  /** Null where the project has no such config. Sees what was committed before. @throws UnavailableError */
  abstract find(projectId: string, id: string): Promise<ScoreRule | null>;
}
