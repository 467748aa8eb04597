import { UnavailableError } from '../../../common/domain-error.js';
import type { IngestService } from '../ingest.service.js';
import type { Patch } from '../patch.js';
import { RejectedDataError } from '../rejected-data.error.js';
import { ObservationTraceLookup } from '../observation-trace.lookup.js';
import { ScoreConfigLookup } from '../score-config.lookup.js';
import { stampOf } from '../stamp.js';
import type { IngestionItem } from './ingestion-item.js';
import { IngestionService } from './ingestion.service.js';
import { ObservationPlacementService } from './observation-placement.service.js';

class NoConfigs extends ScoreConfigLookup {
  find(): Promise<null> {
    return Promise.resolve(null);
  }
}

class NoObservations extends ObservationTraceLookup {
  find(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map());
  }
}

/** Refuses every write that has the trace `bad`; is away for those with `away`. */
class RecordingIngest {
  readonly written: string[][] = [];

  writeTelemetry(patches: readonly Patch[]): Promise<void> {
    const ids = patches.map(({ id }) => id);
    if (ids.includes('bad')) return Promise.reject(new RejectedDataError('body.metadata is too much'));
    if (ids.includes('away')) return Promise.reject(new UnavailableError('away', 1));
    this.written.push(ids);
    return Promise.resolve();
  }
}

function event(id: string): IngestionItem {
  const state = { fields: {}, stamp: stampOf(1, 'create'), exceptions: null };
  const patch: Patch = { kind: 'trace', projectId: 'p', id, state };
  return { kind: 'patch', eventId: `event-${id}`, patch, lacksTrace: false, lacksType: false };
}

function bed(): { ingest: RecordingIngest; service: IngestionService } {
  const ingest = new RecordingIngest();
  const placement = new ObservationPlacementService(new NoObservations());
  return {
    ingest,
    service: new IngestionService(ingest as unknown as IngestService, new NoConfigs(), placement),
  };
}

describe(IngestionService, () => {
  it('writes the events of a batch together', async () => {
    const { ingest, service } = bed();
    const outcome = await service.write([event('a'), event('b')], 100, 'all');
    expect(ingest.written).toEqual([['a', 'b']]);
    expect(outcome).toEqual({
      successes: [
        { id: 'event-a', status: 201 },
        { id: 'event-b', status: 201 },
      ],
      errors: [],
    });
  });

  it('writes each by itself where one of them cannot be stored, and refuses that one alone', async () => {
    const { ingest, service } = bed();
    const outcome = await service.write([event('a'), event('bad'), event('b')], 100, 'all');
    expect(ingest.written.flat().sort()).toEqual(['a', 'b']);
    expect(outcome.successes.map(({ id }) => id)).toEqual(['event-a', 'event-b']);
    expect(outcome.errors).toEqual([
      { id: 'event-bad', status: 400, message: 'body.metadata is too much', error: 'InvalidRequestError' },
    ]);
  });

  it('fails as a whole where the database could not take one, so that the batch is sent again', async () => {
    const { service } = bed();
    await expect(service.write([event('a'), event('away')], 100, 'all')).rejects.toThrow(UnavailableError);
  });

  it('speaks of no event that was only taken note of, and names errors in the order of the batch', async () => {
    const { service } = bed();
    const items: IngestionItem[] = [
      event('bad'),
      { kind: 'ignored', eventId: 'log' },
      { kind: 'error', eventId: 'malformed', message: 'type is required' },
      event('a'),
    ];
    const { successes, errors } = await service.write(items, 100, 'all');
    expect(successes.map(({ id }) => id)).toEqual(['event-a']);
    expect(errors.map(({ id }) => id)).toEqual(['event-bad', 'malformed']);
  });

  it('splits what is large, so that one commit does not grow without bound', async () => {
    const { ingest, service } = bed();
    const items = Array.from({ length: 1100 }, (_, index) => event(`t${index}`));
    const { successes } = await service.write(items, 1_000_000, 'all');
    expect(successes).toHaveLength(1100);
    expect(ingest.written.map((ids) => ids.length)).toEqual([500, 500, 100]);
  });
});
