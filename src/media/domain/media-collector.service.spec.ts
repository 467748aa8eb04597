import type { Logger } from 'pino';
import { InMemoryMediaRepository } from '../../../test/fakes/in-memory-media.repository.js';
import { mediaOf } from '../../../test/factories/media.factory.js';
import { UnavailableError } from '../../common/domain-error.js';
import { Log } from '../../common/logging/log.js';
import { readConfig } from '../../config/read-config.js';
import { MediaCollector } from './media-collector.service.js';
import type { ContentKey } from './media.js';
import { MediaStore } from './media.store.js';

class RemovingStore extends MediaStore {
  readonly removed: string[] = [];
  isAway = false;

  put = (): Promise<void> => Promise.resolve();
  has = (): Promise<boolean> => Promise.resolve(true);
  read = (): Promise<null> => Promise.resolve(null);

  remove({ sha256 }: ContentKey): Promise<void> {
    if (this.isAway) return Promise.reject(new UnavailableError('away'));
    this.removed.push(sha256);
    return Promise.resolve();
  }
}

describe(MediaCollector, () => {
  const MANY = 250;
  let repository: InMemoryMediaRepository;
  let store: RemovingStore;
  let warnings: number;
  let collector: MediaCollector;

  beforeEach(async () => {
    repository = new InMemoryMediaRepository();
    store = new RemovingStore();
    warnings = 0;
    const logger = { warn: () => (warnings += 1) };
    collector = new MediaCollector(
      repository,
      store,
      readConfig({ DEFAULT_PROJECT_ID: 'p1' }),
      new Log(logger as unknown as Logger),
    );
    for (let at = 0; at < MANY; at++)
      await repository.announce(mediaOf(`m${at}`), { traceId: 't', observationId: null, field: 'input' });
    repository.unlink('p1', 't');
  });

  it('removes all that nothing refers to, however much it is', async () => {
    await collector.collect();
    expect([store.removed.length, await repository.unlinked('p1', 9)]).toEqual([MANY, []]);
    await collector.collect();
    expect([store.removed.length, warnings]).toEqual([MANY, 0]);
  });

  it('leaves what it cannot remove for the next time, and says so once', async () => {
    store.isAway = true;
    for (let time = 0; time < 3; time++) await collector.collect();
    expect([store.removed, warnings]).toEqual([[], 1]);
    store.isAway = false;
    await collector.collect();
    expect(store.removed).toHaveLength(MANY);
  });

  it('looks again and again until the shutdown', async () => {
    jest.useFakeTimers();
    try {
      collector.onModuleInit();
      await jest.advanceTimersByTimeAsync(5000);
      expect(store.removed).toHaveLength(MANY);
      await collector.beforeApplicationShutdown();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
