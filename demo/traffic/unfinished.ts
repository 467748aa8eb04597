import { instant } from '../load/time-window.js';
import type { ObservationBody, TraceBatch } from '../wire/trace-batch.js';

/** What is known only at the end. Undefined members are not sent. */
const STILL_RUNNING = {
  level: 'DEFAULT',
  endTime: undefined,
  completionStartTime: undefined,
  output: undefined,
  statusMessage: undefined,
  usage: undefined,
  unit: undefined,
  inputPrice: undefined,
  outputPrice: undefined,
  calculatedInputCost: undefined,
  calculatedOutputCost: undefined,
  calculatedTotalCost: undefined,
  latency: undefined,
  timeToFirstToken: undefined,
} as const satisfies Partial<ObservationBody>;

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
  const tags = trace.tags.filter((tag) => tag !== 'failed' && tag !== 'retried');
  return {
    trace: { ...trace, tags, output: undefined },
    observations: begun.map((observation) =>
      observation.endTime !== undefined && observation.endTime <= until
        ? observation
        : { ...observation, ...STILL_RUNNING },
    ),
  };
}
