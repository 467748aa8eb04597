import type { Convention } from '../convention.js';

/** How the semantic conventions of OpenTelemetry describe the call of a tool. */
export const genAiTool: Convention = {
  title: 'OpenTelemetry GenAI tool calls',
  keys: ['gen_ai.tool.'],
  type: (span) => (span.has('gen_ai.tool.name') || span.has('gen_ai.tool.call.id') ? 'TOOL' : undefined),
  observationName: (span) => span.takeText(['gen_ai.tool.name']),
  input: (span) => span.takeStructure(['gen_ai.tool.call.arguments']),
  output: (span) => span.takeStructure(['gen_ai.tool.call.result']),
};
