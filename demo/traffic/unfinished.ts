import { instant } from '../load/time-window.js';
import type { ObservationBody, TraceBatch } from '../wire/trace-batch.js';

const KNOWN_AT_THE_END = [
  'endTime',
  'completionStartTime',
  'output',
  'statusMessage',
  'usage',
  'unit',
  'inputPrice',
  'outputPrice',
  'calculatedInputCost',
  'calculatedOutputCost',
  'calculatedTotalCost',
  'latency',
  'timeToFirstToken',
] as const satisfies readonly (keyof ObservationBody)[];

/**
 * What an application would have sent of a trace by `untilMs`: what was not begun is missing, what still ran has no
 * end and no result. Null: nothing had happened yet.
 */
export function knownBy(untilMs: number, { trace, observations }: TraceBatch): TraceBatch | null {
  const until = instant(untilMs);
  if (trace.timestamp > until) return null;
  const begun = observations.filter(({ startTime }) => startTime <= until);
  const isWhole = observations.every(({ endTime }) => endTime !== undefined && endTime <= until);
  if (isWhole) return { trace, observations };
  const { output: _later, ...open } = trace;
  const tags = trace.tags.filter((tag) => tag !== 'failed' && tag !== 'retried');
  return {
    trace: { ...open, tags },
    observations: begun.map((observation) =>
      observation.endTime !== undefined && observation.endTime <= until
        ? observation
        : stillRunning(observation),
    ),
  };
}

function stillRunning(observation: ObservationBody): ObservationBody {
  const open: ObservationBody = { ...observation, level: 'DEFAULT' };
  for (const field of KNOWN_AT_THE_END) delete open[field];
  return open;
}
