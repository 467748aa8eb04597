import type { Convention, Level } from '../convention.js';
import { costOf } from '../token-usage.js';

const LEVEL = 'logfire.level_num';

/** Logfire, and the runs of agents as Pydantic AI had them at first. */
export const logfire: Convention = {
  title: 'Logfire',
  keys: ['logfire.', 'all_messages_events', 'prompt', 'operation.cost'],
  observationName: (span) => span.takeText(['logfire.msg'], 1000),
  level: (span) => levelOf(span.number(LEVEL)),
  input: (span) =>
    span.takeStructure(['prompt']) ??
    (span.has('final_result') ? span.takeStructure(['all_messages_events']) : undefined),
  // What an agent came to; the whole conversation is its input.
  output: (span) =>
    span.has('all_messages_events') ? span.takeStructure(['final_result', 'all_messages_events']) : undefined,
  cost: (span) => costOf(span, COST),
};

const COST = { total: ['operation.cost'] };

/** Numbers of OpenTelemetry's severity. */
function levelOf(severity: number | undefined): Level | undefined {
  if (severity === undefined) return undefined;
  if (severity < 9) return 'DEBUG';
  if (severity < 13) return 'DEFAULT';
  return severity < 17 ? 'WARNING' : 'ERROR';
}
