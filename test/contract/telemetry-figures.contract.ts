import { stampOf } from '../../src/ingest/domain/stamp.js';
import type { ObservationFields } from '../../src/ingest/domain/telemetry-fields.js';
import { at, type TelemetryStoreBed } from './telemetry-store-bed.js';

/** What is kept beside the entities: never anything but what they add up to. */
export function telemetryFiguresContract(bed: TelemetryStoreBed): void {
  it('keeps on the trace what its observations add up to', async () => {
    await bed.write(
      bed.observation('a', {
        startTime: at('08:10'),
        endTime: at('08:20'),
        promptTokens: 10,
        completionTokens: 5,
        calculatedInputCost: 0.1,
        calculatedOutputCost: 0.2,
      }),
    );
    await bed.write(
      bed.observation('b', { startTime: at('08:05'), level: 'ERROR', totalTokens: 7 }),
      bed.observation('c', { startTime: at('08:15'), endTime: at('08:17'), calculatedTotalCost: 1 }),
    );
    expect((await bed.storedTrace()).figures).toEqual({
      observationCount: 3,
      errorCount: 1,
      inputTokens: 10,
      outputTokens: 5,
      totalTokens: 22,
      totalCost: 1.3,
      firstStart: at('08:05'),
      lastEnd: at('08:20'),
    });
  });

  it('keeps usage by hour, environment, type and model', async () => {
    await bed.write(
      bed.observation('a', { startTime: at('08:59:59'), model: 'm', promptTokens: 1 }),
      bed.observation('b', { startTime: at('08:00'), model: 'm', promptTokens: 2 }, 1, 'u'),
      bed.observation('c', { startTime: at('09:00'), model: 'm' }),
      bed.observation('d', { type: 'SPAN', level: 'ERROR' }),
      bed.observation('e', { environment: 'staging', calculatedInputCost: 0.5 }),
    );
    const { usage } = await bed.stored();
    expect(
      usage.map(
        ({ hour, environment, type, model, observationCount, errorCount, inputTokens, totalCost }) => [
          hour,
          environment,
          type,
          model,
          [observationCount, errorCount, inputTokens, totalCost],
        ],
      ),
    ).toEqual([
      [at('08:00'), 'default', 'GENERATION', 'm', [2, 0, 3, 0]],
      [at('08:00'), 'default', 'SPAN', '', [1, 1, 0, 0]],
      [at('08:00'), 'staging', 'GENERATION', '', [1, 0, 0, 0.5]],
      [at('09:00'), 'default', 'GENERATION', 'm', [1, 0, 0, 0]],
    ]);
  });

  it.each<[string, Partial<ObservationFields>, Partial<ObservationFields>]>([
    ['type', { type: 'SPAN' }, { type: 'TOOL' }],
    ['model', { model: 'a' }, { model: 'b' }],
    ['level', { level: 'ERROR' }, { level: 'DEFAULT' }],
    ['tokens', { promptTokens: 5, totalTokens: 9 }, { promptTokens: 3, totalTokens: null }],
    ['cost', { calculatedTotalCost: 5, calculatedInputCost: 1 }, { calculatedTotalCost: null }],
    ['end', { endTime: at('10:00') }, { endTime: at('09:00') }],
    ['end to none', { endTime: at('10:00') }, { endTime: null }],
  ])('moves an observation whose %s changes', async (_, first, second) => {
    await bed.writeEach(bed.observation('o', first, 1), bed.observation('o', second, 2));
    await expectAsIfWrittenAtOnce({ ...first, ...second });
  });

  it('moves an observation whose environment turns out to be another one', async () => {
    await bed.writeEach(
      bed.observation('o', { environment: 'late', promptTokens: 5 }, 2),
      bed.observation('o', { environment: 'early' }, 1),
    );
    const { usage, modelTraces } = await bed.stored();
    expect(usage.map(({ environment, inputTokens }) => [environment, inputTokens])).toEqual([['early', 5]]);
    expect(modelTraces.map(({ environment, traceCount }) => [environment, traceCount])).toEqual([
      ['early', 1],
    ]);
  });

  it('moves an observation whose start is sent later than it was implied', async () => {
    await bed.write(bed.observation('other', { startTime: at('09:00'), type: 'SPAN' }));
    await bed.writeEach(
      bed.observation('o', { type: 'SPAN' }, 1),
      bed.observation('o', { startTime: at('10:30') }, 2),
    );
    const { usage } = await bed.stored();
    expect(usage.map(({ hour, observationCount }) => [hour, observationCount])).toEqual([
      [at('09:00'), 1],
      [at('10:00'), 1],
    ]);
    expect((await bed.storedTrace()).figures.firstStart).toBe(at('09:00'));
  });

  it('finds the last end among the others when that of one observation moves', async () => {
    await bed.write(
      bed.observation('a', { endTime: at('09:00') }),
      bed.observation('b', { endTime: at('10:00') }),
    );
    await bed.write(bed.observation('b', { endTime: at('08:30') }, 2));
    expect((await bed.storedTrace()).figures.lastEnd).toBe(at('09:00'));
  });

  it('counts each trace in the hour of its timestamp and in its environment, wherever they move', async () => {
    await bed.write(bed.observation('o', { startTime: at('07:00') }));
    await bed.write(bed.trace({}, 1, 'u'));
    await bed.write(bed.trace({ timestamp: at('11:30'), environment: 'staging' }));
    const { hourlyTraces } = await bed.stored();
    expect(hourlyTraces.map(({ hour, environment, traceCount }) => [hour, environment, traceCount])).toEqual([
      [at('08:00'), 'default', 1],
      [at('11:00'), 'staging', 1],
    ]);
  });

  it('counts each score in the hour of its timestamp by environment, source, type and whether a trace has it, wherever it moves', async () => {
    await bed.write(bed.score('a'), bed.score('b', { timestamp: at('08:59:59') }), bed.score('c'));
    await bed.write(bed.score('d', { traceId: null, sessionId: 's' }, 's'), bed.score('a'));
    // An earlier event decides of the time and the environment, a later one of the rest.
    for (const time of [0, 2]) {
      const { state, ...score } = bed.score('b');
      const fields = { ...state.fields, timestamp: at('07:30'), environment: 'staging' };
      await bed.write({
        ...score,
        state: {
          fields: { ...fields, source: 'EVAL', dataType: 'BOOLEAN' },
          stamp: stampOf(time, 'create'),
          exceptions: null,
        },
      });
    }
    const { hourlyScores } = await bed.stored();
    expect(
      hourlyScores.map(({ hour, environment, source, dataType, scoreCount, traceScoreCount }) => [
        hour,
        environment,
        source,
        dataType,
        [scoreCount, traceScoreCount],
      ]),
    ).toEqual([
      [at('07:00'), 'staging', 'EVAL', 'BOOLEAN', [1, 1]],
      [at('08:00'), 'default', 'API', 'NUMERIC', [3, 2]],
    ]);
  });

  it('counts a trace once for each model and day, as long as it has a generation', async () => {
    const counts = async (): Promise<unknown> =>
      (await bed.stored()).modelTraces.map(({ day, model, traceCount }) => [day, model, traceCount]);
    await bed.write(
      bed.observation('a', { model: 'm' }),
      bed.observation('b', { model: 'm' }),
      bed.observation('c', { model: 'm' }, 1, 'u'),
      bed.observation('d', { model: 'n', type: 'SPAN' }),
    );
    expect(await counts()).toEqual([[at('00:00'), 'm', 2]]);
    await bed.write(bed.observation('a', { type: 'SPAN' }, 2));
    expect(await counts()).toEqual([[at('00:00'), 'm', 2]]);
    await bed.write(bed.observation('b', { model: 'n' }, 2));
    expect(await counts()).toEqual([
      [at('00:00'), 'm', 1],
      [at('00:00'), 'n', 1],
    ]);
  });

  it('is left with no rest of money, however often a cost changes', async () => {
    for (const [index, calculatedTotalCost] of [0.1, 0.2, 0.3, 1e-9, 0.7].entries()) {
      await bed.write(bed.observation('o', { calculatedTotalCost }, index + 1));
    }
    expect((await bed.storedTrace()).figures.totalCost).toBe(0.7);
    expect((await bed.stored()).usage.map(({ totalCost }) => totalCost)).toEqual([0.7]);
  });

  async function expectAsIfWrittenAtOnce(fields: Partial<ObservationFields>): Promise<void> {
    const moved = await bed.stored();
    bed.reopen();
    await bed.write(bed.observation('o', fields));
    expect({ ...moved, observations: [] }).toEqual({ ...(await bed.stored()), observations: [] });
  }
}
