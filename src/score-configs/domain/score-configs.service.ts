import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../common/clock.js';
import { NotFoundError } from '../../common/domain-error.js';
import type { Page, PageRequest } from '../../common/page.js';
import { timestampFromMs } from '../../common/time/timestamp.js';
import { checkedRules } from './score-config-rules.js';
import type { ScoreConfig } from './score-config.js';
import { ScoreConfigStore } from './score-config.store.js';

export type NewScoreConfig = Pick<
  ScoreConfig,
  'name' | 'dataType' | 'minValue' | 'maxValue' | 'categories' | 'description'
>;
export type ScoreConfigChange = Partial<Omit<NewScoreConfig, 'dataType'> & Pick<ScoreConfig, 'isArchived'>>;

@Injectable()
export class ScoreConfigsService {
  constructor(
    private readonly configs: ScoreConfigStore,
    private readonly clock: Clock,
  ) {}

  find(projectId: string, page: PageRequest): Promise<Page<ScoreConfig>> {
    return this.configs.find(projectId, page);
  }

  /** @throws NotFoundError */
  async get(projectId: string, id: string): Promise<ScoreConfig> {
    const config = id.includes('\0') ? null : await this.configs.get(projectId, id);
    if (config === null) throw new NotFoundError('There is no such score config');
    return config;
  }

  /** @throws InvalidFieldError */
  async create(projectId: string, sent: NewScoreConfig): Promise<ScoreConfig> {
    const now = timestampFromMs(this.clock.now());
    const config: ScoreConfig = {
      ...sent,
      ...checkedRules(sent),
      projectId,
      id: randomUUID(),
      isArchived: false,
      createdAt: now,
      updatedAt: now,
    };
    await this.configs.insert(config);
    return config;
  }

  /** Scores that are there already stay as they are. @throws NotFoundError, InvalidFieldError */
  async change(projectId: string, id: string, change: ScoreConfigChange): Promise<ScoreConfig> {
    const changed = { ...(await this.get(projectId, id)), ...change };
    const config = { ...changed, ...checkedRules(changed), updatedAt: timestampFromMs(this.clock.now()) };
    await this.configs.replace(config);
    return config;
  }
}
