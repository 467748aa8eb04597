import type { Convention, ObservationType } from '../convention.js';

const TYPES: readonly (readonly [beginning: string, type: ObservationType])[] = [
  ['flue.workflow', 'CHAIN'],
  ['flue.operation', 'SPAN'],
  ['flue.task', 'AGENT'],
  ['flue.tool', 'TOOL'],
];

/**
 * Flue, the 2.x by its own words where OpenTelemetry has none: compaction, the shell, and arguments and results of tools that are no objects.
 * The content of workflows, tasks and turns, and the names of their spans, are of earlier versions.
 */
export const flue: Convention = {
  title: 'Flue',
  keys: ['flue.'],
  speaks: ({ span }) => span.name.startsWith('flue.'),
  type: ({ span }) => TYPES.find(([beginning]) => span.name.startsWith(beginning))?.[1],
  input: (span) =>
    span.takeStructure([
      'flue.workflow.payload',
      'flue.task.prompt',
      'flue.turn.input',
      'flue.tool.arguments',
      'flue.tool.call.arguments',
    ]),
  output: (span) =>
    span.takeStructure([
      'flue.workflow.result',
      'flue.operation.result',
      'flue.task.result',
      'flue.turn.output',
      'flue.tool.result',
      'flue.tool.call.result',
    ]),
  // The id that the application has given the conversation. What is delegated has conversations of its own within the trace, whose ids Flue makes up.
  // Its tracing on Cloudflare names no session within the instance, and the instance of some spans only.
  sessionId: (span) => (span.has('flue.session.name') ? span.takeText(['flue.instance.id']) : undefined),
};
