import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/domain-error.js';
import { timestampFromMs } from '../../common/time/timestamp.js';
import { AppConfig } from '../../config/app-config.js';
import { ActivityReader, type Activity } from './activity.reader.js';
import { DatabaseProbe } from './database.probe.js';
import { SharedAnswer } from './shared-answer.js';
import { SharedProbe } from './shared-probe.js';

const RECENT_MINUTES = 3;

/** What must be so for the server to count as healthy, besides that it answers. */
export interface HealthDemands {
  readonly database: boolean;
  readonly recentEvents: boolean;
}

/** Whether the server does what it is there for, as monitors of Langfuse ask. */
@Injectable()
export class HealthService {
  private readonly database: DatabaseProbe;
  private readonly activity: SharedAnswer<Activity | null>;

  constructor(
    database: DatabaseProbe,
    private readonly reader: ActivityReader,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {
    this.database = new SharedProbe(database);
    this.activity = new SharedAnswer(() => this.recentActivity());
  }

  /** What is amiss; null: nothing of what is demanded. What is said may be a moment old. */
  async problem(demands: HealthDemands): Promise<string | null> {
    const away = 'Database not available';
    if (demands.database && !(await this.database.isReady())) return away;
    if (!demands.recentEvents) return null;
    const activity = await this.activity.get();
    if (activity === null) return away;
    if (!activity.hasTraces) return `No traces within the last ${RECENT_MINUTES} minutes`;
    return activity.hasObservations ? null : `No observations within the last ${RECENT_MINUTES} minutes`;
  }

  /** Null: the database does not say. */
  private async recentActivity(): Promise<Activity | null> {
    const now = this.clock.now();
    const from = timestampFromMs(now - RECENT_MINUTES * 60_000);
    try {
      return await this.reader.between(this.config.projectId, from, timestampFromMs(now));
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}
