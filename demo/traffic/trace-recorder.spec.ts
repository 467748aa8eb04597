import { Random } from '../load/random.js';
import { instant } from '../load/time-window.js';
import { succeed } from './conclusion.js';
import { TraceRecorder } from './trace-recorder.js';

const START = Date.UTC(2026, 10, 20, 12);

function recorder(): TraceRecorder {
  return new TraceRecorder(
    {
      name: 'agent',
      userId: 'ada',
      sessionId: 'session-1',
      turn: 2,
      release: 'v1',
      version: 'p1',
      environment: 'staging',
      tags: ['agent'],
      metadata: { team: 'support' },
      input: 'question',
    },
    START,
    new Random('recorder'),
  );
}

describe('TraceRecorder', () => {
  it('lets steps that run together begin together, and goes on after the slowest', () => {
    const trace = recorder();
    const root = trace.begin(null, { type: 'AGENT', name: 'root' });
    const step = (name: string, ms: number) => (): string => {
      const open = trace.begin(root, { type: 'TOOL', name });
      trace.pass(ms);
      trace.end(open);
      return name;
    };
    expect(trace.together([step('slow', 500), step('quick', 20)])).toEqual(['slow', 'quick']);
    const { observations } = succeed(trace, root, 'done');
    expect(observations.map(({ startTime }) => startTime)).toEqual(Array(3).fill(instant(START)));
    expect(observations.map(({ latency }) => latency)).toEqual([0.5, 0.5, 0.02]);
  });

  it('writes down whose steps they are', () => {
    const trace = recorder();
    const root = trace.begin(null, { type: 'AGENT', name: 'root' });
    trace.note(root, {
      type: 'TOOL',
      name: 'look',
      stepType: 'tool_call',
      attemptIndex: 1,
      metadata: { cache: 'hit' },
    });
    const batch = succeed(trace, root, 'done');
    const note = batch.observations[1];
    expect(note?.parentObservationId).toBe(batch.observations[0]?.id);
    expect(note?.environment).toBe('staging');
    expect(note?.metadata).toEqual({
      run_id: batch.trace.metadata.run_id,
      session_id: 'session-1',
      turn_id: 'turn-2',
      step_id: 'step-2',
      parent_step_id: 'step-1',
      step_type: 'tool_call',
      attempt_index: 1,
      cache: 'hit',
    });
    expect(batch.trace).toMatchObject({
      sessionId: 'session-1',
      metadata: { team: 'support', session_id: 'session-1' },
    });
  });

  it('keeps each tag once', () => {
    const trace = recorder();
    const root = trace.begin(null, { type: 'AGENT', name: 'root' });
    trace.tag('retried');
    trace.tag('retried');
    expect(succeed(trace, root, 'done').trace.tags).toEqual(['agent', 'retried']);
  });
});
