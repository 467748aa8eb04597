import { timestampFromMs } from '../../common/time/timestamp.js';
import { foldPatches } from './fold-patches.js';
import { sessionsOf } from './mentioned-sessions.js';
import type { Patch } from './patch.js';
import { stampOf } from './stamp.js';

describe(sessionsOf, () => {
  it('takes no environment from the observations of a trace, whether they were merged before or not', async () => {
    const at = timestampFromMs(1);
    const of = { projectId: 'p', id: 'x' };
    const rest = { stamp: stampOf(1, 'create'), exceptions: null };
    const patches: Patch[] = [
      { ...of, kind: 'trace', state: { ...rest, fields: { sessionId: 's', timestamp: at } } },
      {
        ...of,
        kind: 'observation',
        traceId: 'x',
        state: { ...rest, fields: { startTime: at, environment: 'e' } },
      },
    ];
    const folded = await foldPatches(patches);
    const expected = [{ projectId: 'p', id: 's', environment: 'default', createdAt: at }];
    expect([...sessionsOf(patches).values()]).toEqual(expected);
    expect([...sessionsOf([...folded.traces.values()]).values()]).toEqual(expected);
  });
});
