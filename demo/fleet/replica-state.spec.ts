import fc from 'fast-check';
import { FLEET } from './fleet.js';
import {
  interpolateStates,
  nextReplicaState,
  QUEUE_LIMIT,
  RESTING_STATE,
  type ReplicaState,
} from './replica-state.js';

function after(minutes: number, load: number, intensity: number, start = RESTING_STATE): ReplicaState {
  const [replica] = FLEET;
  if (replica === undefined) throw new Error('no replica');
  let state = start;
  for (let minute = 0; minute < minutes; minute++) {
    state = nextReplicaState(state, load, intensity, 60, replica.capacity);
  }
  return state;
}

describe('nextReplicaState', () => {
  it('keeps every figure in its range, whatever the load', () => {
    const steps = fc.array(
      fc.tuple(fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...FLEET), steps, ({ capacity }, loads) => {
        let state = RESTING_STATE;
        for (const [load, intensity] of loads) {
          state = nextReplicaState(state, load, intensity, 60, capacity);
          for (const key of ['utilization', 'kvCacheUsage', 'prefixCacheHitRate', 'heat'] as const) {
            expect(state[key]).toBeGreaterThanOrEqual(0);
            expect(state[key]).toBeLessThanOrEqual(1);
          }
          expect(state.pending).toBeGreaterThanOrEqual(0);
          expect(state.pending).toBeLessThanOrEqual(QUEUE_LIMIT);
          expect(state.running).toBeLessThanOrEqual(capacity.maxRunning);
          expect(state.tokensPerSecond).toBeLessThanOrEqual(capacity.tokensPerSecond);
        }
      }),
    );
  });

  it('lets no queue grow while the load can be carried', () => {
    expect(after(600, 0.9, 0).pending).toBeLessThan(3);
  });

  it('fills the queue while overloaded, and works it off afterwards', () => {
    const overloaded = after(15, 1.2, 1);
    expect(overloaded.pending).toBe(QUEUE_LIMIT);
    expect(overloaded.kvCacheUsage).toBe(1);
    expect(overloaded.utilization).toBe(1);
    const soon = after(1, 0.8, 0, overloaded);
    expect(soon.pending).toBeGreaterThan(QUEUE_LIMIT / 2);
    expect(soon.utilization).toBeGreaterThan(0.95);
    expect(after(20, 0.8, 0, overloaded).pending).toBeLessThan(3);
  });

  it('warms up slower than it gets to work', () => {
    const soon = after(1, 0.9, 0);
    expect(soon.heat).toBeLessThan(soon.utilization / 2 + 0.1);
    expect(after(30, 0.9, 0).heat).toBeCloseTo(soon.utilization, 2);
  });
});

describe('interpolateStates', () => {
  it('is the first at 0, the second at 1 and half way between them at a half', () => {
    const busy = after(10, 0.8, 0);
    expect(interpolateStates(RESTING_STATE, busy, 0)).toEqual(RESTING_STATE);
    expect(interpolateStates(RESTING_STATE, busy, 1).pending).toBeCloseTo(busy.pending);
    expect(interpolateStates(RESTING_STATE, busy, 0.5).running).toBeCloseTo(busy.running / 2);
  });
});
