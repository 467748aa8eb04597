import type { Page, PageRequest } from '../../common/page.js';
import type { ScoreConfig } from './score-config.js';

/** Keeps score configs. Throws UnavailableError while there is no database. */
export abstract class ScoreConfigStore {
  /** One page, the latest first; empty beyond the last one. `totalItems` is exact. */
  abstract find(projectId: string, page: PageRequest): Promise<Page<ScoreConfig>>;

  /** Null where there is none. */
  abstract get(projectId: string, id: string): Promise<ScoreConfig | null>;

  /** Durable when resolved. */
  abstract insert(config: ScoreConfig): Promise<void>;

  /** Replaces the config of the same project and id, durably; nothing happens where there is none. */
  abstract replace(config: ScoreConfig): Promise<void>;
}
