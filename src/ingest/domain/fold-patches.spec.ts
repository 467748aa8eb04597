import * as fc from 'fast-check';
import { patches } from '../../../test/factories/patches.arbitrary.js';
import { foldPatches } from './fold-patches.js';
import { traceKey, traceKeyOf, type ObservationPatch, type Patch } from './patch.js';
import { IMPLIED, stampOf } from './stamp.js';
import type { ObservationFields, TraceFields } from './telemetry-fields.js';
import { timestampFromMs } from '../../common/time/timestamp.js';

const [EIGHT, NINE] = [timestampFromMs(8), timestampFromMs(9)];

function observation(
  id: string,
  fields: Partial<ObservationFields>,
  projectId = 'p',
  traceId = 't',
): ObservationPatch {
  const state = { fields, stamp: stampOf(1, 'create'), exceptions: null };
  return { kind: 'observation', projectId, traceId, id, state };
}

function trace(fields: Partial<TraceFields>): Patch {
  return {
    kind: 'trace',
    projectId: 'p',
    id: 't',
    state: { fields, stamp: stampOf(1, 'create'), exceptions: null },
  };
}

describe(foldPatches, () => {
  it('gives the same in any order and with any repetition', async () => {
    const shuffled = patches.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([all, some, reordered]) => {
        const once = await foldPatches([...all, ...all]);
        const again = await foldPatches([...some, ...reordered, ...all]);
        expect([...again.traces]).toEqual([...once.traces]);
        expect([...again.observations]).toEqual([...once.observations]);
      }),
      { numRuns: 150 },
    );
  });

  it('has the trace of every patch but those of scores, and everything in ascending order', async () => {
    await fc.assert(
      fc.asyncProperty(patches, async (all) => {
        const { traces, observations } = await foldPatches(all);
        const implying = all.filter(({ kind }) => kind !== 'score');
        expect([...traces.keys()]).toEqual([...new Set(implying.map(traceKeyOf))].sort());
        expect([...observations.keys()]).toEqual([...observations.keys()].sort());
      }),
    );
  });

  it('implies a trace that begins with the first observation, in the least of their environments', async () => {
    const { traces } = await foldPatches([
      observation('a', { startTime: NINE, environment: 'staging' }),
      observation('b', { startTime: EIGHT }),
      observation('c', { startTime: NINE, environment: 'production' }),
    ]);
    expect(traces.get(traceKey('p', 't'))?.state).toEqual({
      fields: { timestamp: EIGHT, environment: 'production' },
      stamp: IMPLIED,
      exceptions: null,
    });
  });

  it('lets a trace that was sent win over what its observations imply', async () => {
    const { traces } = await foldPatches([
      observation('a', { startTime: EIGHT, environment: 'staging' }),
      trace({ timestamp: NINE, environment: 'production' }),
    ]);
    expect(traces.get(traceKey('p', 't'))?.state.fields).toEqual({
      timestamp: NINE,
      environment: 'production',
    });
  });

  it('keeps the same ids of two projects, and of two traces, apart', async () => {
    const folded = await foldPatches([
      observation('a', { startTime: EIGHT }),
      observation('a', { startTime: EIGHT }, 'q'),
      observation('a', { startTime: EIGHT }, 'p', 'u'),
    ]);
    expect(folded.traces.size).toBe(3);
    expect(folded.observations.size).toBe(3);
  });
});
