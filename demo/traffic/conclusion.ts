import type { Json, TraceBatch } from '../wire/trace-batch.js';
import type { OpenStep, TraceRecorder } from './trace-recorder.js';

/** Ends the root step and the trace with a result. */
export function succeed(trace: TraceRecorder, root: OpenStep, output: Json): TraceBatch {
  trace.end(root, { output });
  return trace.finish(output);
}

/** Ends both with an error that is told, and with what the user saw instead of an answer. */
export function fail(trace: TraceRecorder, root: OpenStep, reason: string, shown: Json): TraceBatch {
  trace.tag('failed');
  trace.end(root, { level: 'ERROR', statusMessage: reason, output: shown });
  return trace.finish(shown);
}
