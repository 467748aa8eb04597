import { timestampFromMs } from '../../common/time/timestamp.js';
import { UnavailableError } from '../../common/domain-error.js';
import { StorageGate } from '../../common/storage-gate.js';
import { AppConfig, type AppConfigValues } from '../../config/app-config.js';
import { CommitMonitor } from './commit-monitor.js';
import type { CommitObserver } from './commit-observer.js';
import { IngestService } from './ingest.service.js';
import type { MetricSample } from './metric-sample.js';
import { MetricWriter } from './metric.writer.js';
import type { Patch } from './patch.js';
import { RejectedDataError } from './rejected-data.error.js';
import { stampOf } from './stamp.js';
import type { ObservationFields } from './telemetry-fields.js';
import { TelemetryWriter } from './telemetry.writer.js';

class FakeGate extends StorageGate {
  isOpen = true;

  check(): void {
    if (!this.isOpen) throw new UnavailableError('full', 30);
  }
}

/** Writes what it is given when the test says so; refuses patches of the trace "bad". */
class ManualTelemetryWriter extends TelemetryWriter {
  readonly written: string[][] = [];
  readonly open: (() => void)[] = [];

  async write(patches: readonly Patch[]): Promise<void> {
    await new Promise<void>((resolve) => this.open.push(resolve));
    const ids = patches.map(({ id }) => id);
    if (ids.includes('bad')) throw new RejectedDataError('bad');
    this.written.push(ids);
  }
}

class RecordingMetricWriter extends MetricWriter {
  readonly written: string[] = [];

  write(samples: readonly MetricSample[]): Promise<void> {
    this.written.push(...samples.map(({ name }) => name));
    return Promise.resolve();
  }
}

class RecordingMonitor extends CommitMonitor {
  readonly queues: string[] = [];

  observer(queue: 'telemetry' | 'metrics'): CommitObserver {
    return { committed: () => this.queues.push(queue), queued: () => undefined };
  }
}

function trace(id: string): Patch {
  const state = { fields: {}, stamp: stampOf(1, 'create'), exceptions: null };
  return { kind: 'trace', projectId: 'p', id, state };
}

function observation(id: string, fields: Partial<ObservationFields>): Patch {
  const state = { fields, stamp: stampOf(1, 'create'), exceptions: null };
  return { kind: 'observation', projectId: 'p', traceId: id, id, state };
}

const SAMPLE: MetricSample = {
  projectId: 'p',
  environment: 'default',
  name: 'm',
  labels: [],
  value: 1,
  ts: timestampFromMs(0),
};

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe(IngestService, () => {
  let gate: FakeGate;
  let telemetry: ManualTelemetryWriter;
  let metrics: RecordingMetricWriter;
  let monitor: RecordingMonitor;
  let service: IngestService;

  beforeEach(() => {
    gate = new FakeGate();
    telemetry = new ManualTelemetryWriter();
    metrics = new RecordingMetricWriter();
    monitor = new RecordingMonitor();
    const config = new AppConfig({ maxInFlightBytes: 1000 } as AppConfigValues);
    service = new IngestService(telemetry, metrics, gate, monitor, config);
  });

  async function commitAll(): Promise<void> {
    await settle();
    while (telemetry.open.length > 0) {
      telemetry.open.shift()?.();
      await settle();
    }
  }

  it('answers when everything is committed, and not before', async () => {
    let isDone = false;
    const writing = service.writeTelemetry([trace('a'), trace('b')], 10).then(() => (isDone = true));
    await settle();
    expect(isDone).toBe(false);
    await commitAll();
    await writing;
    expect(telemetry.written).toEqual([['a', 'b']]);
  });

  it('keeps those apart whose tokens may have to be counted, so that nobody else waits for that', async () => {
    const all = [
      { input: '"said"' },
      { input: '"said"', promptTokens: 1 },
      { output: '"said"', type: 'SPAN' },
    ].map((fields, index) => service.writeTelemetry([observation(`o${index}`, fields)], 10));
    const inTwoEvents = [
      observation('o3', { input: '"said"' }),
      observation('o3', { usageDetails: '{"input":1}' }),
    ];
    all.push(service.writeTelemetry(inTwoEvents, 10));
    await commitAll();
    await Promise.all(all);
    expect(telemetry.written).toEqual([['o0'], ['o1', 'o2', 'o3', 'o3']]);
  });

  it('writes metrics through a queue of their own', async () => {
    const writing = service.writeTelemetry([trace('a')], 10);
    await service.writeMetrics([SAMPLE], 10);
    expect(metrics.written).toEqual(['m']);
    expect(monitor.queues).toEqual(['metrics']);
    await commitAll();
    await writing;
    expect(monitor.queues).toEqual(['metrics', 'telemetry']);
  });

  it('never has two transactions on the same trace', async () => {
    const both = [service.writeTelemetry([trace('a')], 10), service.writeTelemetry([trace('a')], 10)];
    await settle();
    const [first] = telemetry.open;
    const third = service.writeTelemetry([trace('a')], 10);
    await settle();
    expect(telemetry.open).toEqual([first]);
    await commitAll();
    await Promise.all([...both, third]);
  });

  it('lets a request that cannot be stored fail alone', async () => {
    const outcomes = Promise.allSettled(
      ['a', 'bad', 'b'].map((id) => service.writeTelemetry([trace(id)], 10)),
    );
    await commitAll();
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(telemetry.written.flat().sort()).toEqual(['a', 'b']);
  });

  it('takes in nothing while the disk is nearly full', async () => {
    gate.isOpen = false;
    await expect(service.writeTelemetry([trace('a')], 10)).rejects.toThrow(UnavailableError);
    await expect(service.writeMetrics([SAMPLE], 10)).rejects.toThrow(UnavailableError);
    expect(telemetry.open).toEqual([]);
    expect(metrics.written).toEqual([]);
  });

  it('takes in no more than may be in flight', async () => {
    const writing = service.writeTelemetry([trace('a')], 900);
    await expect(service.writeTelemetry([trace('b')], 200)).rejects.toThrow(UnavailableError);
    await commitAll();
    await writing;
  });

  it('does not let the server go before everything is committed', async () => {
    let isGone = false;
    const writing = service.writeTelemetry([trace('a')], 10);
    const shutdown = service.beforeApplicationShutdown().then(() => (isGone = true));
    await settle();
    expect(isGone).toBe(false);
    await commitAll();
    await Promise.all([writing, shutdown]);
    expect(telemetry.written).toEqual([['a']]);
  });
});
