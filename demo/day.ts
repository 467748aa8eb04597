import { FleetHistory } from './fleet/fleet-history.js';
import { INCIDENT_NODE_ID } from './fleet/fleet.js';
import { gpuSeries } from './fleet/gpu-series.js';
import { MetricPlan, metricStepMs } from './fleet/metric-plan.js';
import { modelServerSeries } from './fleet/model-server-series.js';
import { nodeSeries } from './fleet/node-series.js';
import { DayLoad } from './load/day-load.js';
import { planIncident, type Incident } from './load/incident.js';
import { Random } from './load/random.js';
import { HOUR_MS, type TimeWindow } from './load/time-window.js';
import { ModelBackend } from './traffic/model-backend.js';
import type { Occasion, Scene } from './traffic/occasion.js';
import { planTraffic } from './traffic/traffic-plan.js';

export interface DaySettings {
  readonly seed: string;
  /** Milliseconds since 1970. */
  readonly end: number;
  readonly hours: number;
  readonly scale: number;
}

/** The whole day that the demo tells about. Equal settings give an equal day. */
export class Day {
  readonly window: TimeWindow;
  readonly incident: Incident;
  readonly scene: Scene;
  readonly occasions: readonly Occasion[];
  readonly metrics: MetricPlan;

  constructor({ seed, end, hours, scale }: DaySettings) {
    this.window = { from: end - hours * HOUR_MS, until: end };
    // Of the seed alone: two overlapping windows then tell the same about the hours that they share.
    const world = new Random(`world/${seed}`);
    const load = new DayLoad(world.fork('load'));
    this.incident = planIncident(this.window, load, INCIDENT_NODE_ID);
    const history = new FleetHistory(this.window, load, this.incident, world.fork('fleet'));
    this.scene = { window: this.window, backend: new ModelBackend(history, load, this.incident.nodeId) };
    // Of all settings: another run must not write into the traces of this one.
    const run = new Random(['run', seed, end, hours, scale].join('/'));
    this.occasions = planTraffic(this.window, load, this.incident, scale, run.fork('traffic'));
    const noise = run.fork('metrics');
    this.metrics = new MetricPlan(
      [
        ...gpuSeries(history, noise.fork('gpu')),
        ...modelServerSeries(history, noise.fork('model-server')),
        ...nodeSeries(history, noise.fork('node')),
      ],
      this.window,
      metricStepMs(scale),
    );
  }
}
