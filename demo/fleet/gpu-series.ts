import type { Random } from '../load/random.js';
import type { FleetHistory } from './fleet-history.js';
import { FLEET, GPU_MEMORY_BYTES } from './fleet.js';
import { clamped, rounded, type MetricSeries } from './metric-series.js';
import type { Replica } from './replica.js';

const IDLE_WATTS = 95;
const FULL_LOAD_WATTS = 690;
const ROOM_CELSIUS = 31;
const FULL_LOAD_CELSIUS = 79;

/** What a GPU exporter reports: four signals of every GPU, from the load of the replica that runs on it. */
export function gpuSeries(history: FleetHistory, random: Random): MetricSeries[] {
  return FLEET.flatMap((replica) =>
    replica.gpuIndexes.flatMap((gpuIndex) =>
      signalsOf(history, replica, gpuIndex, random.fork(`${replica.nodeId}/${String(gpuIndex)}`)),
    ),
  );
}

function signalsOf(
  history: FleetHistory,
  replica: Replica,
  gpuIndex: number,
  random: Random,
): MetricSeries[] {
  const labels = { node_id: replica.nodeId, gpu_index: String(gpuIndex) };
  const warmth = random.between(-2, 3);
  const jitter = random.fork('jitter');
  return [
    {
      name: 'gpu_utilization',
      labels,
      valueAt: (ms) => {
        const { utilization } = history.stateAt(replica, ms);
        const restlessness = 7 * (1 - utilization);
        return rounded(clamped(100 * utilization + restlessness * jitter.normal(), 0, 100), 1);
      },
    },
    {
      name: 'gpu_memory_used_bytes',
      labels,
      valueAt: (ms) => {
        const { utilization } = history.stateAt(replica, ms);
        const activations = GPU_MEMORY_BYTES * 0.06 * (utilization + 0.05 * jitter.next());
        return Math.round(replica.capacity.gpuMemoryBytes + activations);
      },
    },
    {
      name: 'gpu_temperature_celsius',
      labels,
      valueAt: (ms) => {
        const { heat } = history.stateAt(replica, ms);
        return rounded(
          ROOM_CELSIUS + (FULL_LOAD_CELSIUS - ROOM_CELSIUS) * heat + warmth + 0.4 * jitter.normal(),
          1,
        );
      },
    },
    {
      name: 'gpu_power_watts',
      labels,
      valueAt: (ms) => {
        const { utilization } = history.stateAt(replica, ms);
        const watts = IDLE_WATTS + (FULL_LOAD_WATTS - IDLE_WATTS) * utilization ** 1.15;
        return rounded(clamped(watts + 6 * jitter.normal(), 60, 700), 1);
      },
    },
  ];
}
