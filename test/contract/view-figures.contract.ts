import { JsonText } from '../../src/common/json/json-text.js';
import type { ViewQuery } from '../../src/metrics/domain/query/view-query.js';
import {
  BOOLEAN_SCORES_VIEW,
  CATEGORICAL_SCORES_VIEW,
  NUMERIC_SCORES_VIEW,
} from '../../src/metrics/domain/query/views/scores.view.js';
import { TRACES_VIEW } from '../../src/metrics/domain/query/views/traces.view.js';
import { aScore } from '../factories/score.factory.js';
import { pricedAt } from '../factories/telemetry.arbitrary.js';
import { aTrace } from '../factories/trace.factory.js';
import {
  askIn,
  at,
  metrics,
  observation,
  projectId,
  trace,
  type StoreForViewQueries,
} from './view-query-bed.js';
import type { Observation } from '../../src/traces/domain/observation.js';

/** Which figures every ViewQueryReader gives. */
export function viewFiguresContract(store: StoreForViewQueries): void {
  const answer = askIn(store);

  it('adds up money in decimals and tokens with all digits', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const observations = [0.1, 0.2].map((calculatedTotalCost) =>
      observation({ calculatedTotalCost, promptTokens: most, completionTokens: 1 }),
    );
    const asked = metrics(
      'sum_totalCost',
      'avg_totalCost',
      'sum_inputTokens',
      'sum_totalTokens',
      'max_totalCost',
    );
    for (const dimensions of [[], ['name']])
      expect(
        (await answer([[trace], observations], { metrics: asked, dimensions })).map((row) => row.slice(-5)),
      ).toEqual([[0.3, 0.15, 2n * BigInt(most), 2n * BigInt(most + 1), 0.2]]);
  });

  it('tells how a generation streams', async () => {
    const generation = observation({
      startTime: at(10, '12:00:00.000000'),
      completionStartTime: at(10, '12:00:00.250000'),
      endTime: at(10, '12:00:02.250500'),
      promptTokens: 100,
      completionTokens: 5,
    });
    const asked = [
      'latency',
      'timeToFirstToken',
      'streamingLatency',
      'interTokenLatency',
      'outputTokensPerSecond',
      'tokensPerSecond',
    ];
    const [row] = await answer([[trace], [generation]], {
      metrics: metrics(...asked.map((name) => `p99_${name}`)),
    });
    const expected = [2250.5, 250, 2000.5, 500.125, 5000 / 2000.5, 105_000 / 2250.5];
    for (const [index, value] of expected.entries()) expect(row?.[index]).toBeCloseTo(value, 10);
  });

  it('knows nothing of a speed where there is no time, no first token or nothing to be fast with', async () => {
    const [start, end] = [at(10, '12:00:00.000000'), at(10, '12:00:01.000000')];
    const observations = [
      observation({ startTime: start, endTime: end }),
      observation({ startTime: start, completionStartTime: end, endTime: end, completionTokens: 1 }),
      observation({ startTime: start, completionStartTime: start, endTime: end, completionTokens: 1 }),
    ];
    const names = [
      'timeToFirstToken',
      'streamingLatency',
      'interTokenLatency',
      'outputTokensPerSecond',
      'tokensPerSecond',
    ];
    const asked = metrics(...names.map((name) => `count_${name}`));
    expect(await answer([[trace], observations], { metrics: asked })).toEqual([[2, 2, 0, 1, 2]]);
  });

  it('knows no duration of what ends before it begins, as by clocks that do not agree', async () => {
    const [earlier, start, end] = [10, 11, 12].map((second) => at(10, `12:00:${String(second)}.000000`));
    const observations = [
      observation({ startTime: start, completionStartTime: earlier, endTime: end, completionTokens: 2 }),
      observation({ startTime: start, completionStartTime: end, endTime: start, completionTokens: 2 }),
      observation({ startTime: start, endTime: earlier, promptTokens: 2 }),
    ] as const;
    const names = ['latency', 'timeToFirstToken', 'streamingLatency', 'interTokenLatency', 'tokensPerSecond'];
    const asked = { metrics: metrics(...names.flatMap((name) => [`min_${name}`, `count_${name}`])) };
    expect(await answer([[trace], observations], asked)).toEqual([[0, 2, 1000, 1, 2000, 1, 2000, 1, 2, 1]]);
  });

  it('takes for roots what is the root of its application, too', async () => {
    const observations = [
      observation({ name: 'root' }),
      observation({ name: 'of its application', parentObservationId: 'elsewhere', isAppRoot: true }),
      observation({ name: 'within', parentObservationId: 'o0' }),
    ];
    const filters = [{ type: 'boolean', column: 'isRootObservation', operator: '=', value: true }] as const;
    expect(await answer([[trace], observations], { dimensions: ['name'], filters })).toEqual([
      ['of its application', 1],
      ['root', 1],
    ]);
  });

  it('takes latencies as they were sent before those that follow from the times', async () => {
    const sent = observation({ endTime: at(10, '12:00:05.000000'), latency: 0.1, timeToFirstToken: 0.3 });
    const asked = { metrics: metrics('max_latency', 'min_timeToFirstToken') };
    expect(await answer([[trace], [sent]], asked)).toEqual([[100, 300]]);
  });

  it('interpolates percentiles between the two nearest values', async () => {
    const observations = [100, 200, 300, 400].map((ms) =>
      observation({ endTime: at(10, `12:00:00.${ms}000`) }),
    );
    const asked = metrics('p50_latency', 'p75_latency', 'p90_latency', 'p95_latency', 'p99_latency');
    const [row] = await answer([[trace], observations], { metrics: asked });
    for (const [index, value] of [250, 325, 370, 385, 397].entries())
      expect(row?.[index]).toBeCloseTo(value, 9);
  });

  it('takes usage and cost apart by their buckets', async () => {
    const observations = [
      observation({
        usageDetails: new JsonText('{"input": 3, "output": 4, "total": 7}'),
        costDetails: new JsonText('{"input": 0.1}'),
        calculatedTotalCost: 0.1,
      }),
      observation({ usageDetails: new JsonText('{"input": 2, "output": 2}'), ...pricedAt(2, 2) }),
      observation({ promptTokens: 10, totalTokens: 10, calculatedInputCost: 1, calculatedTotalCost: 2 }),
      observation({ usageDetails: new JsonText('{}'), costDetails: new JsonText('{}'), completionTokens: 1 }),
      observation(),
    ];
    const ask = (measure: string, dimension: string): Promise<unknown[][]> =>
      answer([[trace], observations], {
        dimensions: [dimension],
        metrics: metrics(`sum_${measure}`, 'count_count'),
      });
    expect(await ask('usageByType', 'usageType')).toEqual([
      ['total', 18, 3],
      ['input', 15, 3],
      ['output', 7, 3],
    ]);
    expect(await ask('costByType', 'costType')).toEqual([
      ['total', 2.85, 3],
      ['input', 1.35, 3],
      ['output', 0.5, 1],
    ]);
  });

  it('counts tools that there were and calls of them, each by its name', async () => {
    const payload = (input: unknown, output: unknown): Partial<Observation> => ({
      payload: {
        input: new JsonText(JSON.stringify(input)),
        output: new JsonText(JSON.stringify(output)),
        metadata: new JsonText(
          '{"attributes": {"langfuse.experiment.id": "e", "langfuse.experiment.dataset.id": "d"}}',
        ),
      },
    });
    const [search, add] = [{ name: 'search' }, { name: 'add' }];
    const observations = [
      observation(payload({ tools: [search, add] }, { tool_calls: [search, search] })),
      observation(payload({ tools: [search] }, { tool_calls: [add] })),
      observation(payload({ tools: [] }, 'no call')),
      observation(),
    ];
    const ask = (...dimensions: string[]): Promise<unknown[][]> =>
      answer([[trace], observations], {
        dimensions,
        metrics: metrics('count_count', 'sum_toolDefinitions', 'sum_toolCalls'),
      });
    expect(await ask()).toEqual([[4, 3, 3]]);
    expect(await ask('toolNames')).toEqual([
      ['search', 2, 3, 3],
      ['add', 1, 2, 2],
    ]);
    expect((await ask('calledToolNames')).toSorted()).toEqual([
      ['add', 1, 1, 1],
      ['search', 1, 2, 2],
    ]);
    expect(await ask('experimentId', 'experimentDatasetId')).toEqual([
      ['e', 'd', 3, 3, 3],
      [null, null, 1, 0, 0],
    ]);
  });

  it('draws histograms of equal bars, of each group by itself', async () => {
    const observations = [
      ...[0, 1, 2, 5, 10].map((tokens) => observation({ name: 'a', promptTokens: tokens })),
      observation({ name: 'b', promptTokens: 7 }),
      observation({ name: 'b', promptTokens: 7 }),
    ];
    const asked = { dimensions: ['name'], metrics: metrics('histogram_inputTokens', 'count_count'), bins: 2 };
    expect(await answer([[trace], observations], asked)).toEqual([
      [
        'a',
        [
          { lower: 0, upper: 5, count: 3 },
          { lower: 5, upper: 10, count: 2 },
        ],
        5,
      ],
      ['b', [{ lower: 7, upper: 7, count: 2 }], 2],
    ]);
  });

  it('adds up traces by what their observations are, and by what was sent for them', async () => {
    const sent = aTrace({
      projectId,
      id: 'b',
      timestamp: at(10),
      userId: 'alice',
      sent: { latency: 0.5, totalCost: 4 },
    });
    const observations = [
      observation({ promptTokens: 3, calculatedTotalCost: 0.25, endTime: at(10, '12:00:01.000000') }),
      observation({ completionTokens: 4, calculatedTotalCost: 0.5, startTime: at(10, '11:59:59.000000') }),
      observation({ traceId: 'b', calculatedTotalCost: 9 }),
    ];
    const scores = [aScore({ projectId, id: 's', traceId: 'a' })];
    const names = [
      'count',
      'observationsCount',
      'scoresCount',
      'uniqueUserIds',
      'latency',
      'totalTokens',
      'totalCost',
    ];
    const asked = { view: TRACES_VIEW, metrics: metrics(...names.map((name) => `sum_${name}`)) };
    expect(await answer([[trace, sent], observations, scores], asked)).toEqual([[2, 3, 1, 1, 2500, 7, 4.75]]);
  });

  it('knows scores by their types, and what they are scores of', async () => {
    const known = { projectId, timestamp: at(10), traceId: 'a' };
    const observations = [observation({ id: 'scored', name: 'step', model: 'm1' })];
    const scores = [
      aScore({ ...known, id: '1', value: 0.1, observationId: 'scored' }),
      aScore({ ...known, id: '2', value: 0.2 }),
      aScore({ ...known, id: '3', dataType: 'BOOLEAN', value: 1, stringValue: 'True' }),
      aScore({ ...known, id: '4', dataType: 'BOOLEAN', value: 0, stringValue: 'False' }),
      aScore({ ...known, id: '5', dataType: 'CATEGORICAL', value: null, stringValue: 'good' }),
      aScore({
        ...known,
        id: '6',
        dataType: 'TEXT',
        value: null,
        stringValue: 'fine',
        traceId: null,
        sessionId: 's',
      }),
      aScore({ ...known, id: '7', dataType: 'CORRECTION', value: null, stringValue: 'no' }),
    ];
    const ask = (asked: Partial<ViewQuery>): Promise<unknown[][]> =>
      answer([[trace], observations, scores], asked);
    expect(
      await ask({ view: NUMERIC_SCORES_VIEW, metrics: metrics('count_count', 'sum_value', 'max_value') }),
    ).toEqual([[4, 1.3, 1]]);
    expect(
      await ask({ view: BOOLEAN_SCORES_VIEW, dimensions: ['booleanValue'], metrics: metrics('avg_value') }),
    ).toEqual([
      [true, 1],
      [false, 0],
    ]);
    expect(
      await ask({ view: CATEGORICAL_SCORES_VIEW, dimensions: ['stringValue', 'userId', 'sessionId'] }),
    ).toEqual([
      ['fine', null, 's', 1],
      ['good', 'alice', null, 1],
    ]);
    const ofObservation = ['observationName', 'observationModelName', 'timestampDay'];
    const filters = [{ type: 'null', column: 'observationId', operator: 'is not null' }] as const;
    expect(await ask({ view: NUMERIC_SCORES_VIEW, dimensions: ofObservation, filters })).toEqual([
      ['step', 'm1', '2026-01-10', 1],
    ]);
  });
}
