import { Clock } from '../../common/clock.js';
import { BadRequestError } from '../../common/domain-error.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import type { MetricQuery } from './metric-query.js';
import type { MetricResult } from './metric-result.js';
import { MetricReader } from './metric.reader.js';
import { METRIC_LIMITS, MetricsService, type MetricRequest } from './metrics.service.js';

class AskedReader extends MetricReader {
  asked: MetricQuery | null = null;

  names(projectId: string): Promise<string[]> {
    return Promise.resolve([`of ${projectId}`]);
  }

  query(query: MetricQuery): Promise<MetricResult> {
    this.asked = query;
    return Promise.resolve({ series: [], latest: null, truncated: false });
  }
}

class StoppedClock extends Clock {
  now(): number {
    return Date.parse('2026-02-12T08:30:00.250Z');
  }
}

describe('MetricsService', () => {
  let reader: AskedReader;
  let service: MetricsService;
  const request: MetricRequest = { name: 'load', step: '1m', aggregation: 'avg' };

  beforeEach(() => {
    reader = new AskedReader();
    service = new MetricsService(reader, new StoppedClock());
  });

  it('asks for the last hour where nothing else is said', async () => {
    await service.query('project', request);
    expect(reader.asked).toEqual({
      projectId: 'project',
      name: 'load',
      labels: {},
      from: '2026-02-12T07:30:00.250000Z',
      to: '2026-02-12T08:30:00.250000Z',
      step: '1m',
      aggregation: 'avg',
      groupBy: null,
      limits: METRIC_LIMITS,
    });
  });

  it('asks for the hour before an end', async () => {
    await service.query('project', { ...request, to: '2026-02-10T00:00:00.000001Z' as Timestamp });
    expect(reader.asked).toMatchObject({
      from: '2026-02-09T23:00:00.000000Z',
      to: '2026-02-10T00:00:00.000001Z',
    });
  });

  it('never asks for a time before 1970', async () => {
    await service.query('project', { ...request, to: '1970-01-01T00:10:00.000000Z' as Timestamp });
    expect(reader.asked).toMatchObject({ from: '1970-01-01T00:00:00.000000Z' });
  });

  it('takes an interval of one instant', async () => {
    const instant = '2026-02-10T00:00:00.000000Z' as Timestamp;
    await service.query('project', { ...request, from: instant, to: instant });
    expect(reader.asked).toMatchObject({ from: instant, to: instant });
  });

  it.each([
    { from: '2026-02-12T08:30:00.251000Z' as Timestamp },
    { from: '2026-02-10T00:00:00.000001Z' as Timestamp, to: '2026-02-10T00:00:00.000000Z' as Timestamp },
  ])('turns down an interval that ends before it begins', async (interval) => {
    await expect(service.query('project', { ...request, ...interval })).rejects.toThrow(BadRequestError);
    expect(reader.asked).toBeNull();
  });

  it('passes on what was asked', async () => {
    const labels = { node: 'a' };
    await service.query('project', { ...request, labels, step: '1d', aggregation: 'p99', groupBy: 'gpu' });
    expect(reader.asked).toMatchObject({ labels, step: '1d', aggregation: 'p99', groupBy: 'gpu' });
  });

  it('lists the names of the project', async () => {
    expect(await service.names('project')).toEqual(['of project']);
  });
});
