import { translateMetricBatch } from './translate-metric-batch.js';

const CONTEXT = { projectId: 'p', receivedAtMs: 0 };

describe(translateMetricBatch, () => {
  it('gives samples of the project, with sorted labels', () => {
    const labels = { node: 'a', gpu: '0' };
    const timestamp = '2026-01-31T08:00:00Z';
    expect(
      translateMetricBatch({ metrics: [{ name: 'm', labels, value: 1.5, timestamp }] }, CONTEXT),
    ).toEqual([
      {
        projectId: 'p',
        environment: 'default',
        name: 'm',
        labels: [
          ['gpu', '0'],
          ['node', 'a'],
        ],
        value: 1.5,
        ts: '2026-01-31T08:00:00.000000Z',
      },
    ]);
  });

  it.each([null, undefined, {}])('takes %p for no labels', (labels) => {
    const metric = { name: 'm', labels, value: 1, timestamp: '2026-01-31' };
    expect(translateMetricBatch({ metrics: [metric] }, CONTEXT)[0]?.labels).toEqual([]);
  });

  it('names the measurement whose time cannot be read', () => {
    const metrics = ['2026-01-31', 'noon'].map((timestamp) => ({ name: 'm', value: 1, timestamp }));
    expect(() => translateMetricBatch({ metrics }, CONTEXT)).toThrow(/^metrics\[1\]\.timestamp must be/);
  });
});
