import type { Convention, ObservationType } from '../convention.js';

const TYPES: readonly (readonly [beginning: string, type: ObservationType])[] = [
  ['flue.workflow', 'CHAIN'],
  ['flue.operation', 'SPAN'],
  ['flue.task', 'AGENT'],
];

/** Flue. What it asks of models it says in the words of OpenTelemetry. */
export const flue: Convention = {
  title: 'Flue',
  keys: ['flue.'],
  type: ({ span }) => TYPES.find(([beginning]) => span.name.startsWith(beginning))?.[1],
};
