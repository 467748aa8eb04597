import { ObservationTraceLookup } from '../observation-trace.lookup.js';
import { stampOf } from '../stamp.js';
import type { PatchItem } from './ingestion-item.js';
import { ObservationPlacementService } from './observation-placement.service.js';

class StoredTraces extends ObservationTraceLookup {
  readonly asked: (readonly string[])[] = [];

  find(_projectId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    this.asked.push(ids);
    return Promise.resolve(new Map([['stored', 'its-trace']]));
  }
}

function event(id: string, traceId: string | null): PatchItem {
  const state = { fields: {}, stamp: stampOf(1, 'update'), exceptions: null };
  const patch = { kind: 'observation', projectId: 'p', traceId: traceId ?? id, id, state } as const;
  return { kind: 'patch', eventId: `event-${id}`, patch, lacksTrace: traceId === null, lacksType: false };
}

async function placesOf(stored: StoredTraces, events: readonly PatchItem[]): Promise<unknown[]> {
  const placed = await new ObservationPlacementService(stored).placed(events);
  return placed.map(({ patch, lacksTrace }) => [
    'traceId' in patch && patch.traceId,
    lacksTrace ? 'unknown' : 'known',
  ]);
}

describe(ObservationPlacementService, () => {
  it('finds the trace that another event of the batch names, before or after', async () => {
    const stored = new StoredTraces();
    const events = [event('a', null), event('a', 't'), event('a', null)];
    expect(await placesOf(stored, events)).toEqual([
      ['t', 'known'],
      ['t', 'known'],
      ['t', 'known'],
    ]);
    expect(stored.asked).toEqual([]);
  });

  it('looks for the others among what is stored, once for all', async () => {
    const stored = new StoredTraces();
    expect(await placesOf(stored, [event('stored', null), event('new', null), event('new', null)])).toEqual([
      ['its-trace', 'known'],
      ['new', 'unknown'],
      ['new', 'unknown'],
    ]);
    expect(stored.asked).toEqual([['stored', 'new']]);
  });
});
