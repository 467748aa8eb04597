import { parseTimestamp, type Timestamp } from '../../common/time/timestamp.js';
import { KeptFigures } from './kept-figures.js';
import { figuresOf, type ObservationFigures } from './observation-figures.js';
import type { ObservationFields } from './telemetry-fields.js';

const OWNER = { projectId: 'p', traceId: 't' };

function at(time: string): Timestamp {
  return parseTimestamp(`2026-01-31T${time}Z`) as Timestamp;
}

function observed(fields: Partial<ObservationFields> = {}): ObservationFigures {
  return figuresOf({ startTime: at('08:10'), ...fields });
}

function change(before: ObservationFigures | null, after: ObservationFigures): KeptFigures {
  const figures = new KeptFigures();
  figures.observationChanged(OWNER, before, after);
  return figures;
}

function trace(figures: KeptFigures) {
  const [only] = figures.traces.values();
  if (only === undefined) throw new Error('no trace has changed');
  return only;
}

describe(KeptFigures, () => {
  it('adds a new observation to its trace, its hour and the traces of its model', () => {
    const figures = change(null, observed({ model: 'm', promptTokens: 3, endTime: at('09:30') }));
    expect(trace(figures)).toMatchObject({
      firstStart: at('08:10'),
      lastEnd: at('09:30'),
      mayHaveShrunk: false,
    });
    expect(trace(figures).amounts).toMatchObject({ observationCount: 1, inputTokens: 3 });
    expect([...figures.usage.values()]).toMatchObject([
      {
        hour: at('08:00'),
        model: 'm',
        type: 'GENERATION',
        amounts: { observationCount: 1, inputTokens: 3 },
      },
    ]);
    expect([...figures.modelTraces.values()]).toMatchObject([
      { day: at('00:00'), model: 'm', generationCount: 1 },
    ]);
  });

  it('moves an observation from where it was counted to where it counts now', () => {
    const figures = change(observed({ model: 'a' }), observed({ model: 'b', startTime: at('07:00') }));
    expect(
      [...figures.usage.values()].map(({ hour, model, amounts }) => [hour, model, amounts.observationCount]),
    ).toEqual([
      [at('08:00'), 'a', -1],
      [at('07:00'), 'b', 1],
    ]);
    expect([...figures.modelTraces.values()].map((each) => [each.model, each.generationCount])).toEqual([
      ['a', -1],
      ['b', 1],
    ]);
    expect(trace(figures).amounts.isZero).toBe(true);
  });

  it('changes nothing where nothing changed', () => {
    const figures = change(observed({ endTime: at('09:00') }), observed({ endTime: at('09:00') }));
    expect(trace(figures)).toMatchObject({ firstStart: null, lastEnd: null, mayHaveShrunk: false });
    expect([...figures.usage.values()].every(({ amounts }) => amounts.isZero)).toBe(true);
    expect([...figures.modelTraces.values()].every(({ generationCount }) => generationCount === 0)).toBe(
      true,
    );
  });

  it('counts traces of a model by their generations only', () => {
    const figures = change(observed({ model: 'm' }), observed({ model: 'm', type: 'SPAN' }));
    expect([...figures.modelTraces.values()].map(({ generationCount }) => generationCount)).toEqual([-1]);
  });

  it.each([
    ['begins later', {}, { startTime: at('08:20') }],
    ['ends earlier', { endTime: at('09:00') }, { endTime: at('08:30') }],
    ['has no end any more', { endTime: at('09:00') }, {}],
  ])('says that the span of a trace may have shrunk when an observation %s', (_, before, after) => {
    expect(trace(change(observed(before), observed(after))).mayHaveShrunk).toBe(true);
  });

  it.each([
    ['begins earlier', {}, { startTime: at('08:00') }],
    ['ends later', { endTime: at('09:00') }, { endTime: at('09:30') }],
    ['has an end now', {}, { endTime: at('09:30') }],
  ])('only widens the span of a trace when an observation %s', (_, before, after) => {
    expect(trace(change(observed(before), observed(after))).mayHaveShrunk).toBe(false);
  });

  it('keeps the extremes of several observations of a trace', () => {
    const figures = new KeptFigures();
    figures.observationChanged(OWNER, null, observed({ startTime: at('08:20'), endTime: at('08:30') }));
    figures.observationChanged(OWNER, null, observed({ startTime: at('08:10'), endTime: at('08:15') }));
    figures.observationChanged(OWNER, null, observed({ startTime: at('08:15') }));
    expect(trace(figures)).toMatchObject({ firstStart: at('08:10'), lastEnd: at('08:30') });
  });

  it('moves a trace from one hour and environment to another', () => {
    const figures = new KeptFigures();
    figures.traceChanged('p', null, { environment: 'a', timestamp: at('08:10') });
    figures.traceChanged(
      'p',
      { environment: 'a', timestamp: at('08:10') },
      { environment: 'b', timestamp: at('09:59') },
    );
    expect(
      [...figures.hourlyTraces.values()].map(({ environment, hour, traceCount }) => [
        environment,
        hour,
        traceCount,
      ]),
    ).toEqual([
      ['a', at('08:00'), 0],
      ['b', at('09:00'), 1],
    ]);
  });
});
