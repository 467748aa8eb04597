import { Random } from '../load/random.js';
import { instant } from '../load/time-window.js';
import type { TraceBatch } from '../wire/trace-batch.js';
import { succeed } from './conclusion.js';
import { TraceRecorder } from './trace-recorder.js';
import { knownBy } from './unfinished.js';

const START = Date.UTC(2026, 10, 20, 12);

/** A root of 300 ms with two steps, each of 100 ms, one after the other. */
function trace(): TraceBatch {
  const recorder = new TraceRecorder(
    {
      name: 'chat',
      userId: 'ada',
      release: 'v1',
      version: 'p1',
      environment: 'production',
      tags: ['chat'],
      metadata: {},
      input: 'hello',
    },
    START,
    new Random('unfinished'),
  );
  const root = recorder.begin(null, { type: 'SPAN', name: 'root' });
  for (const name of ['first', 'second']) {
    const step = recorder.begin(root, { type: 'TOOL', name, input: name });
    recorder.pass(100);
    recorder.tag('retried');
    recorder.end(step, { output: name });
  }
  recorder.pass(100);
  return succeed(recorder, root, 'bye');
}

describe('knownBy', () => {
  it('is nothing before the trace began', () => {
    expect(knownBy(START - 1, trace())).toBeNull();
  });

  it('is everything once the trace has ended', () => {
    expect(knownBy(START + 300, trace())).toEqual(trace());
  });

  it('has no end and no result of what still runs, and nothing of what comes later', () => {
    const known = knownBy(START + 50, trace());
    expect(known?.observations.map(({ name }) => name)).toEqual(['root', 'first']);
    for (const observation of known?.observations ?? []) {
      expect(observation).toMatchObject({ endTime: undefined, output: undefined, latency: undefined });
    }
    expect(known?.trace.output).toBeUndefined();
    expect(known?.trace.tags).toEqual(['chat']);
  });

  it('keeps what has ended already', () => {
    const known = knownBy(START + 150, trace());
    expect(known?.observations.map(({ name, endTime }) => [name, endTime])).toEqual([
      ['root', undefined],
      ['first', instant(START + 100)],
      ['second', undefined],
    ]);
  });

  it('leaves the original alone', () => {
    const original = trace();
    knownBy(START + 50, original);
    expect(original).toEqual(trace());
  });
});
