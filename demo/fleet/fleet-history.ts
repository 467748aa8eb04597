import type { DayLoad } from '../load/day-load.js';
import { incidentIntensity, type Incident } from '../load/incident.js';
import type { Random } from '../load/random.js';
import { SmoothNoise } from '../load/smooth-noise.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type TimeWindow } from '../load/time-window.js';
import { FLEET } from './fleet.js';
import { interpolateStates, nextReplicaState, RESTING_STATE, type ReplicaState } from './replica-state.js';
import type { Replica } from './replica.js';

const STEP_MS = MINUTE_MS;
/** Simulated before the window, so that queues and heat have settled when it begins. */
const WARM_UP_MS = HOUR_MS;
const OVERLOAD = 1.22;
const WANDER = 0.09;

/**
 * What the fleet went through, simulated once, minute by minute. The traces that the demo writes are a sample of
 * the traffic that the fleet serves, so they suffer from the load but do not make it.
 */
export class FleetHistory {
  private readonly beginning: number;
  private readonly states: ReadonlyMap<Replica, readonly ReplicaState[]>;

  constructor(window: TimeWindow, load: DayLoad, incident: Incident, random: Random) {
    this.beginning = Math.floor((window.from - WARM_UP_MS) / STEP_MS) * STEP_MS;
    const steps = Math.ceil((window.until - this.beginning) / STEP_MS) + 1;
    this.states = new Map(
      FLEET.map((replica) => [replica, this.simulate(replica, steps, load, incident, random)]),
    );
  }

  /** Outside the simulated time: as at its nearest end. */
  stateAt(replica: Replica, ms: number): ReplicaState {
    const states = this.states.get(replica) ?? [];
    const position = Math.min(Math.max(0, (ms - this.beginning) / STEP_MS), states.length - 1);
    const first = states[Math.floor(position)] ?? RESTING_STATE;
    const second = states[Math.ceil(position)] ?? first;
    return interpolateStates(first, second, position - Math.floor(position));
  }

  private simulate(
    replica: Replica,
    steps: number,
    load: DayLoad,
    incident: Incident,
    random: Random,
  ): ReplicaState[] {
    const noise = new SmoothNoise(random.fork(`${replica.modelUid}/${replica.replicaId}`), HOUR_MS);
    const states: ReplicaState[] = [];
    let state = RESTING_STATE;
    for (let step = 0; step < steps; step++) {
      const ms = this.beginning + step * STEP_MS;
      const usual = Math.min(0.93, load.at(ms) * replica.capacity.share * (1 + WANDER * noise.at(ms)));
      const intensity = replica.nodeId === incident.nodeId ? incidentIntensity(incident, ms) : 0;
      const actual = usual + (OVERLOAD - usual) * intensity;
      state = nextReplicaState(state, actual, intensity, STEP_MS / SECOND_MS, replica.capacity);
      states.push(state);
    }
    return states;
  }
}
