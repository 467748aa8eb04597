import type { Deletion } from '../../src/ingest/domain/deletion/deletion.js';
import type { TelemetryEraser } from '../../src/ingest/domain/deletion/telemetry.eraser.js';
import type { Patch } from '../../src/ingest/domain/patch.js';
import type { StoredTelemetry } from '../support/stored-telemetry.js';
import { at, TelemetryStoreBed, type TelemetryStore } from './telemetry-store-bed.js';

/** What every TelemetryEraser must do, of a store that a writer has filled. */
export function telemetryEraserContract(open: () => TelemetryStore & { eraser: TelemetryEraser }): void {
  const bed = new TelemetryStoreBed(open);

  beforeEach(() => {
    bed.reopen();
  });

  function erase(kind: Deletion['kind'], ...ids: string[]): Promise<void> {
    return open().eraser.erase(ids.map((id) => ({ kind, projectId: bed.project, id })));
  }

  function events(traceId: string): Patch[] {
    return [
      bed.trace({ name: 'n', tags: ['a'], sessionId: 's', environment: 'staging' }, 1, traceId),
      bed.observation('a', { model: 'm', promptTokens: 2, calculatedInputCost: 0.1 }, 1, traceId),
      bed.observation('b', { model: 'm', level: 'ERROR', startTime: at('09:30') }, 1, traceId),
      bed.observation('c', { type: 'SPAN', environment: 'staging', endTime: at('10:00') }, 1, traceId),
      bed.score('x', {}, traceId),
      bed.score('y', { observationId: 'a' }, traceId),
    ];
  }

  /** As if nothing else had ever been written; but sessions stay. */
  async function expectOnly(...patches: Patch[]): Promise<void> {
    const { sessions, ...left } = await bed.stored();
    bed.reopen();
    await bed.write(...patches.map((patch) => ({ ...patch, projectId: bed.project })));
    expect({ ...left, sessions: [] }).toEqual({ ...(await bed.stored()), sessions: [] });
    expect(sessions).toMatchObject([{ id: 's' }]);
  }

  it('deletes a trace with its observations and scores, and what they have added to the figures', async () => {
    await bed.write(...events('t'));
    await erase('trace', 't');
    await expectOnly();
  });

  it('leaves the other traces as they are', async () => {
    await bed.write(...events('t'), ...events('u'), ...events('v'));
    await erase('trace', 't', 'v');
    await expectOnly(...events('u'));
  });

  it('leaves other projects alone', async () => {
    await bed.write(...events('t'));
    const foreign = bed.project;
    const before: StoredTelemetry = await bed.stored();
    bed.reopen();
    await erase('trace', 't');
    await erase('score', 'x');
    expect(await bed.stored(foreign)).toEqual(before);
  });

  it('takes what is not there for deleted', async () => {
    await bed.write(...events('t'));
    const before = await bed.stored();
    await erase('trace', 'none');
    await erase('score', 'none');
    await erase('trace');
    expect(await bed.stored()).toEqual(before);
    await erase('trace', 't', 'none');
    await erase('trace', 't');
    await expectOnly();
  });

  it('knows nothing any more of a trace that is written again', async () => {
    await bed.write(...events('t'));
    await erase('trace', 't');
    const again = [bed.observation('a', { model: 'n' }, 0), bed.trace({ userId: 'u' }, 0)];
    await bed.writeEach(...again);
    await expectOnly(...again);
  });

  it('deletes the scores of a trace that nobody has sent, and none of a session of the same id', async () => {
    const ofSession = bed.score('x', { traceId: null, sessionId: 't' });
    await bed.write(bed.score('y'), ofSession, bed.trace({ sessionId: 's' }, 1, 'other'));
    await erase('trace', 't', 'other');
    await expectOnly(ofSession);
  });

  it('deletes scores by their id, of whatever they are', async () => {
    await bed.write(...events('t'), ...events('u'));
    await erase('score', 'x');
    const kept = [...events('t'), ...events('u')].filter(({ id }) => id !== 'x');
    await expectOnly(...kept);
  });
}
