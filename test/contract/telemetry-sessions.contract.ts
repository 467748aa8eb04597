import { at, type TelemetryStoreBed } from './telemetry-store-bed.js';

/** Sessions are there because traces name them. */
export function telemetrySessionsContract(bed: TelemetryStoreBed): void {
  const sessions = async (): Promise<unknown> => (await bed.stored()).sessions;

  it('keeps a session that a trace names, as of its earliest mention', async () => {
    await bed.write(bed.trace({ sessionId: 's', timestamp: at('09:00'), environment: 'late' }, 1, 'a'));
    await bed.write(bed.trace({ sessionId: 's', timestamp: at('08:00'), environment: 'early' }, 2, 'b'));
    await bed.write(bed.trace({ sessionId: 's', timestamp: at('10:00'), environment: 'last' }, 3, 'c'));
    expect(await sessions()).toEqual([{ id: 's', environment: 'early', createdAt: at('08:00') }]);
  });

  it('prefers an environment that was said where two mentions are of the same time', async () => {
    await bed.writeEach(
      bed.trace({ sessionId: 's', timestamp: at('09:00') }, 1, 'a'),
      bed.trace({ sessionId: 's', timestamp: at('09:00'), environment: 'z' }, 1, 'b'),
      bed.trace({ sessionId: 's', timestamp: at('09:00'), environment: 'y' }, 1, 'c'),
      bed.trace({ sessionId: 's', timestamp: at('09:00') }, 1, 'd'),
    );
    expect(await sessions()).toEqual([{ id: 's', environment: 'y', createdAt: at('09:00') }]);
  });

  it('keeps every session that a trace has ever named, whether in one write or in several', async () => {
    const moves = [bed.trace({ sessionId: 'first' }, 1), bed.trace({ sessionId: 'second' }, 2)];
    await bed.write(...moves);
    const atOnce = await sessions();
    expect(atOnce).toMatchObject([{ id: 'first' }, { id: 'second' }]);
    expect((await bed.storedTrace()).fields.sessionId).toBe('second');
    bed.reopen();
    const again = [bed.trace({ sessionId: 'first' }, 1), bed.trace({ sessionId: 'second' }, 2)];
    await bed.writeEach(...again.reverse());
    expect(await sessions()).toEqual(atOnce);
  });

  it('makes no session of nothing', async () => {
    await bed.write(bed.trace({ sessionId: '' }, 1, 'a'), bed.trace({ sessionId: null }, 1, 'b'));
    expect(await sessions()).toEqual([]);
  });
}
