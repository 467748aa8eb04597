import fc from 'fast-check';
import {
  exponential,
  number,
  otlpPoint,
  otlpPointArbitrary,
  POINT_NANOS,
  samplesOf,
  type PointFields,
} from '../../../../../test/factories/otlp-metrics.js';
import { DomainError } from '../../../../common/domain-error.js';
import type { MetricSample } from '../../metric-sample.js';
import type { PointData } from './otlp-point.js';
import { translatePoint } from './translate-point.js';

/** `name{key="value"} value`, as Prometheus writes it. */
function lines(samples: readonly MetricSample[]): string[] {
  return samples.map(
    ({ name, labels, value }) => `${name}{${labels.map(([k, v]) => `${k}="${v}"`).join(',')}} ${value}`,
  );
}

describe(translatePoint, () => {
  const histogram = { kind: 'histogram', count: 3n, sum: 1, bucketCounts: [1n, 2n], bounds: [1] } as const;

  it('keeps the names of gauges and the keys of labels as they are sent, to the microsecond', () => {
    const resource = {
      'service.name': 'agent',
      'host.name': 'node-1',
      'telemetry.sdk.name': 'opentelemetry',
    };
    expect(
      samplesOf(number(0.85), {
        name: 'hw.gpu.utilization',
        resource: { ...resource, 'deployment.environment.name': 'Production' },
        scope: 'gpu',
        attributes: { 'hw.id': 'GPU-0', 'hw.gpu.task': 'general' },
      }),
    ).toEqual([
      {
        projectId: 'p',
        environment: 'production',
        name: 'hw.gpu.utilization',
        labels: [
          ['host.name', 'node-1'],
          ['hw.gpu.task', 'general'],
          ['hw.id', 'GPU-0'],
          ['otel.scope.name', 'gpu'],
          ['service.name', 'agent'],
        ],
        value: 0.85,
        ts: '2026-01-31T08:00:00.000001Z',
      },
    ]);
  });

  it('takes what a Collector has scraped from DCGM, with labels in the form of Prometheus', () => {
    const samples = samplesOf(number(97), {
      name: 'DCGM_FI_DEV_GPU_UTIL',
      resource: { 'service.name': 'dcgm', 'service.instance.id': 'node-1:9400', 'process.pid': 7 },
      attributes: { gpu: '0', UUID: 'GPU-5b1e', modelName: 'NVIDIA H100 80GB HBM3', Hostname: 'node-1' },
    });
    expect(samples).toMatchObject([{ environment: 'default' }]);
    expect(lines(samples)).toEqual([
      'DCGM_FI_DEV_GPU_UTIL{Hostname="node-1",UUID="GPU-5b1e",gpu="0",modelName="NVIDIA H100 80GB HBM3",' +
        'service.instance.id="node-1:9400",service.name="dcgm"} 97',
    ]);
  });

  it('tells processes apart that have no id of their own', () => {
    const [one, other] = [7, 8].map((pid) => samplesOf(number(1), { resource: { 'process.pid': pid } }));
    expect(one?.[0]?.labels).toEqual([['process.pid', '7']]);
    expect(other?.[0]?.labels).toEqual([['process.pid', '8']]);
  });

  it('tells sums of delta temporality from cumulative ones', () => {
    const name = 'http.server.requests';
    expect(lines(samplesOf(number(3n), { name, temporality: 'CUMULATIVE' }))).toEqual([`${name}{} 3`]);
    expect(lines(samplesOf(number(3n), { name, temporality: 'DELTA' }))).toEqual([
      `${name}{otel.temporality="delta"} 3`,
    ]);
  });

  it('makes of gen_ai.client.operation.duration what quantiles are computed from', () => {
    const samples = samplesOf(
      {
        kind: 'histogram',
        count: 7n,
        sum: 9.25,
        bucketCounts: [0n, 2n, 4n, 1n],
        bounds: [0.01, 0.64, 2.56],
      },
      {
        name: 'gen_ai.client.operation.duration',
        temporality: 'CUMULATIVE',
        attributes: { 'gen_ai.operation.name': 'chat' },
      },
    );
    const name = 'gen_ai.client.operation.duration';
    const chat = 'gen_ai.operation.name="chat"';
    expect(lines(samples)).toEqual([
      `${name}_bucket{${chat},le="0.01"} 0`,
      `${name}_bucket{${chat},le="0.64"} 2`,
      `${name}_bucket{${chat},le="2.56"} 6`,
      `${name}_bucket{${chat},le="+Inf"} 7`,
      `${name}_count{${chat}} 7`,
      `${name}_sum{${chat}} 9.25`,
    ]);
  });

  it('takes histograms without buckets, and without a sum', () => {
    const data = { kind: 'histogram', count: 2n, sum: null, bucketCounts: [], bounds: [] } as const;
    expect(lines(samplesOf(data, { temporality: 'DELTA', name: 'h' }))).toEqual([
      'h_bucket{le="+Inf",otel.temporality="delta"} 2',
      'h_count{otel.temporality="delta"} 2',
    ]);
  });

  it.each([NaN, Infinity, -Infinity])('leaves out a sum of %s, and says so, but keeps the counts', (sum) => {
    const translated = (data: PointData): [string[], string | undefined] => {
      const temporality = data.kind === 'summary' ? null : 'CUMULATIVE';
      const { samples, leftOut } = translatePoint(otlpPoint(data, { name: 'm', temporality }), 'p');
      return [lines(samples), leftOut];
    };
    const leftOut = 'A sum or a quantile that is not a finite number was left out of its point';
    expect(translated({ ...histogram, sum })).toEqual([
      ['m_bucket{le="1"} 1', 'm_bucket{le="+Inf"} 3', 'm_count{} 3'],
      leftOut,
    ]);
    expect(translated(exponential({ count: 1n, sum, zeroCount: 1n }))[0]).toContain('m_bucket{le="0"} 1');
    expect(translated({ kind: 'summary', count: 4n, sum, quantiles: [] })).toEqual([
      ['m_count{} 4'],
      leftOut,
    ]);
    const quantiles = [
      { quantile: 0.5, value: 1 },
      { quantile: 1, value: Infinity },
    ];
    expect(translated({ kind: 'summary', count: 4n, sum: 1, quantiles })).toEqual([
      ['m{quantile="0.5"} 1', 'm_count{} 4', 'm_sum{} 1'],
      leftOut,
    ]);
    expect(translated({ ...histogram, sum: 1 })[1]).toBeUndefined();
  });

  it('gives summaries a label for their quantiles, and none for those that are not known', () => {
    const quantiles = [
      { quantile: 0.5, value: 0.25 },
      { quantile: 0.99, value: NaN },
      { quantile: 0, value: -1 },
      { quantile: 1, value: 3 },
    ];
    expect(lines(samplesOf({ kind: 'summary', count: 4n, sum: 1.5, quantiles }, { name: 's' }))).toEqual([
      's{quantile="0.5"} 0.25',
      's{quantile="0"} -1',
      's{quantile="1"} 3',
      's_count{} 4',
      's_sum{} 1.5',
    ]);
  });

  it('makes text of attributes with all of their digits, and keeps labels apart that the form needs', () => {
    const attributes = {
      big: 9007199254740993n,
      half: 0.1,
      whole: 1,
      yes: true,
      list: ['a', 9007199254740993n],
      map: { a: { b: 1 } },
      bytes: new Uint8Array([1, 2]),
      nothing: null,
      empty: '',
      bad: '\ud800\0',
      le: 'mine',
      exported_le: 'yours',
      quantile: 'ours',
      'otel.temporality': 'cumulative',
      __proto: 'x',
    };
    const fields: PointFields = { attributes: { ...attributes, ['__proto__']: 'x' }, temporality: 'DELTA' };
    const [sample] = samplesOf({ ...histogram, bounds: [], bucketCounts: [3n] }, fields);
    expect(Object.fromEntries(sample?.labels ?? [])).toEqual({
      big: '9007199254740993',
      half: '0.1',
      whole: '1',
      yes: 'true',
      list: '["a",9007199254740993]',
      map: '{"a":{"b":1}}',
      bytes: 'AQI=',
      empty: '',
      bad: '\ufffd\ufffd',
      le: '+Inf',
      exported_le: 'yours',
      exported_exported_le: 'mine',
      // Nothing but a summary has one of its own.
      quantile: 'ours',
      'otel.temporality': 'delta',
      'exported_otel.temporality': 'cumulative',
      __proto: 'x',
      ['__proto__']: 'x',
    });
  });

  it('keeps what a gauge says of buckets, as an untyped histogram of Prometheus that was scraped', () => {
    const samples = samplesOf(number(3), { name: 'h_bucket', attributes: { le: '0.5' } });
    expect(lines(samples)).toEqual(['h_bucket{le="0.5"} 3']);
  });

  it('tells scopes apart by their names and attributes', () => {
    const scopes = [
      ['receiver', 'a'],
      ['receiver', 'b'],
      ['', 'a'],
    ] as const;
    const labels = scopes.map(([name, id]) => {
      const point = otlpPoint(number(1), { scope: name });
      const scope = { ...point.scope, attributes: new Map([['component.id', id]]) };
      return lines(translatePoint({ ...point, scope }, 'p').samples)[0];
    });
    expect(labels).toEqual([
      'a.metric{otel.scope.component.id="a",otel.scope.name="receiver"} 1',
      'a.metric{otel.scope.component.id="b",otel.scope.name="receiver"} 1',
      'a.metric{otel.scope.component.id="a"} 1',
    ]);
  });

  it('lets a point outrank its resource', () => {
    const resource = { 'host.name': 'collector' };
    const [sample] = samplesOf(number(1), { resource, attributes: { 'host.name': 'node-1' } });
    expect(sample?.labels).toEqual([['host.name', 'node-1']]);
  });

  it('stores nothing for a point without a recorded value', () => {
    expect(samplesOf(number(null), { flags: 1 })).toEqual([]);
  });

  const summary = { kind: 'summary', count: 1n, sum: 1, quantiles: [] } as const;
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, 'v']));
  it.each<[string, PointData, PointFields]>([
    ['A point must have a value', number(null), {}],
    ['A value must be a finite number', number(NaN), {}],
    ['A value must be a finite number', number(-Infinity), {}],
    ['A metric must have a name', number(1), { name: '' }],
    ['The name of a metric must be printable', number(1), { name: 'a\nb' }],
    ['must have at most 256 characters', histogram, { name: 'n'.repeat(250) }],
    ['timeUnixNano must be', number(1), { nanos: 0n }],
    ['timeUnixNano must be', number(1), { nanos: 2n ** 64n - 1n }],
    ['aggregationTemporality must be', number(1), { temporality: 'UNSPECIFIED' }],
    ['bucketCounts must be one more', { ...histogram, bounds: [] }, {}],
    ['explicitBounds must be finite and rise', { ...histogram, bounds: [NaN] }, {}],
    [
      'explicitBounds must be finite and rise',
      { ...histogram, bounds: [1, 1], bucketCounts: [1n, 1n, 1n] },
      {},
    ],
    ['count must be the sum of bucketCounts', { ...histogram, count: 4n }, {}],
    ['quantile must be', { ...summary, quantiles: [{ quantile: NaN, value: 1 }] }, {}],
    ['quantile must be', { ...summary, quantiles: [{ quantile: 99, value: 1 }] }, {}],
    ['count must be the sum of zeroCount', exponential({ count: 1n }), {}],
    ['scale must be from -10 to 20', exponential({ scale: 21 }), {}],
    ['zeroThreshold must be', exponential({ zeroThreshold: -1 }), {}],
    ['at most 40 labels', number(1), { attributes: many, scope: 's' }],
    ['at most 40 labels', histogram, { attributes: many }],
    ['The key of an attribute', number(1), { attributes: { ['k'.repeat(257)]: 'v' } }],
    ['The key of an attribute', number(1), { attributes: { '': 'v' } }],
    ['Attribute "k" must have at most 4096', number(1), { attributes: { k: 'v'.repeat(4097) } }],
  ])('refuses what cannot be stored: %s', (reason, data, fields) => {
    const temporality = data.kind === 'histogram' || data.kind === 'exponential' ? 'CUMULATIVE' : null;
    expect(() => samplesOf(data, { temporality, ...fields })).toThrow(reason);
  });

  it('makes of whatever is sent finite numbers, or says why not', () => {
    fc.assert(
      fc.property(otlpPointArbitrary, (point) => {
        try {
          const { samples } = translatePoint({ ...point, nanos: POINT_NANOS }, 'p');
          expect(samples.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('takes as many labels, and as long ones, as there may be', () => {
    const attributes = { ...many, k0: '😀'.repeat(4096), k1: 'v'.repeat(4096) };
    expect(samplesOf(number(1), { attributes, name: 'n'.repeat(256) })[0]?.labels).toHaveLength(40);
  });
});
