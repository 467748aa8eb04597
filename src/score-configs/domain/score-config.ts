import type { Timestamp } from '../../common/time/timestamp.js';

export const CONFIG_DATA_TYPES = ['NUMERIC', 'BOOLEAN', 'CATEGORICAL', 'TEXT'] as const;
export type ConfigDataType = (typeof CONFIG_DATA_TYPES)[number];

export interface ScoreCategory {
  readonly value: number;
  readonly label: string;
}

/** What scores that name this config must look like. */
export interface ScoreConfig {
  readonly projectId: string;
  readonly id: string;
  readonly name: string;
  readonly dataType: ConfigDataType;
  readonly isArchived: boolean;
  /** Bounds of NUMERIC scores, both included. */
  readonly minValue: number | null;
  readonly maxValue: number | null;
  /** Of BOOLEAN and CATEGORICAL scores. */
  readonly categories: readonly ScoreCategory[] | null;
  readonly description: string | null;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}
