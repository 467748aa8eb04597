import type { Clock } from '../../common/clock.js';
import { UnavailableError } from '../../common/domain-error.js';
import { readConfig } from '../../config/read-config.js';
import { ActivityReader, type Activity } from './activity.reader.js';
import { DatabaseProbe } from './database.probe.js';
import { HealthService } from './health.service.js';

const NOON: Clock = { now: () => Date.parse('2026-01-31T12:00:00Z') };

class FakeProbe extends DatabaseProbe {
  isThere = true;

  isReady(): Promise<boolean> {
    return Promise.resolve(this.isThere);
  }
}

class FakeActivity extends ActivityReader {
  readonly asked: string[][] = [];
  activity: Activity | null = { hasTraces: true, hasObservations: true };

  between(projectId: string, from: string, to: string): Promise<Activity> {
    this.asked.push([projectId, from, to]);
    return this.activity === null
      ? Promise.reject(new UnavailableError('away'))
      : Promise.resolve(this.activity);
  }
}

describe(HealthService, () => {
  let probe: FakeProbe;
  let activity: FakeActivity;
  let health: HealthService;

  beforeEach(() => {
    probe = new FakeProbe();
    activity = new FakeActivity();
    health = new HealthService(probe, activity, NOON, readConfig({}));
  });

  it('asks nobody where nothing is demanded', async () => {
    probe.isThere = false;
    expect(await health.problem({ database: false, recentEvents: false })).toBeNull();
    expect(activity.asked).toEqual([]);
  });

  it('misses the database where it is demanded, and where it alone could say what came in', async () => {
    probe.isThere = false;
    activity.activity = null;
    expect(await health.problem({ database: true, recentEvents: false })).toBe('Database not available');
    expect(await health.problem({ database: false, recentEvents: true })).toBe('Database not available');
  });

  it('looks for traces and observations of the last three minutes, once for all who ask', async () => {
    const demands = { database: true, recentEvents: true };
    expect(await Promise.all([health.problem(demands), health.problem(demands)])).toEqual([null, null]);
    expect(activity.asked).toEqual([
      ['default', '2026-01-31T11:57:00.000000Z', '2026-01-31T12:00:00.000000Z'],
    ]);
  });

  it.each([
    [{ hasTraces: false, hasObservations: true }, 'No traces within the last 3 minutes'],
    [{ hasTraces: true, hasObservations: false }, 'No observations within the last 3 minutes'],
  ])('says what it misses of %j', async (found, problem) => {
    activity.activity = found;
    expect(await health.problem({ database: false, recentEvents: true })).toBe(problem);
  });
});
