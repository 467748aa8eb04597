import type { Convention, ObservationType } from '../convention.js';

const TYPES: readonly (readonly [beginning: string, type: ObservationType])[] = [
  ['flue.workflow', 'CHAIN'],
  ['flue.operation', 'SPAN'],
  ['flue.task', 'AGENT'],
  ['flue.tool', 'TOOL'],
];

/** Flue. Since it says more in the words of OpenTelemetry, these are of what OpenTelemetry has no word for, and of earlier versions. */
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
};
