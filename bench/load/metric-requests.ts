import type { ServerUnderTest } from '../server/server-under-test.js';
import { postRequest } from './http-request.js';
import type { RequestSource } from './request-source.js';
import { placeholder, slotsOf, type Slot } from './request-template.js';
import { seededRandom } from './seeded-random.js';

export const POINTS_PER_REQUEST = 500;
export const SERIES = 200;

const GPUS_PER_NODE = 8;
const NAMES = ['gpu_utilization', 'gpu_memory_used', 'gpu_power_watts', 'gpu_temperature', 'kv_cache_usage'];
const INSTANTS = Math.ceil(POINTS_PER_REQUEST / SERIES);
const INSTANT_LENGTH = 'YYYY-MM-DDTHH:MM:SS.000Z'.length;
const STEP_MS = 100;
const BEGINNING_BACK_MS = 6 * 3600 * 1000;

/** The instants that all connections share: none is used twice, so that every point is a new one. */
export class Instants {
  private time = Date.now() - BEGINNING_BACK_MS;

  next(): string {
    this.time += STEP_MS;
    return new Date(this.time).toISOString();
  }
}

/** Requests of 500 new points of 200 series. */
export class MetricRequests implements RequestSource {
  private readonly request: Buffer;
  private readonly slots: readonly Slot[];

  constructor(
    server: ServerUnderTest,
    seed: number,
    private readonly instants: Instants,
  ) {
    this.request = postRequest(
      server,
      '/v1/metrics/batch',
      Buffer.from(JSON.stringify(batch(seededRandom(seed)))),
    );
    this.slots = slotsOf(this.request);
  }

  next(): Buffer {
    const instants = Array.from({ length: INSTANTS }, () => this.instants.next());
    for (const { offset, name } of this.slots)
      this.request.write(instants[Number(name.slice(1))] ?? '', offset, 'latin1');
    return this.request;
  }
}

function batch(random: () => number): object {
  return {
    metrics: Array.from({ length: POINTS_PER_REQUEST }, (_, index) => ({
      name: NAMES[index % NAMES.length],
      labels: labels(Math.floor((index % SERIES) / NAMES.length)),
      value: Math.round(random() * 1000) / 10,
      timestamp: placeholder(`t${Math.floor(index / SERIES)}`, INSTANT_LENGTH),
    })),
  };
}

function labels(gpu: number): Record<string, string> {
  return { node_id: `node-${Math.floor(gpu / GPUS_PER_NODE)}`, gpu_index: String(gpu % GPUS_PER_NODE) };
}
