import type { Convention } from '../convention.js';

/** What Logfire keeps of a request to a model and its answer. Beside messages it has little more than the model: so it comes last. */
export const logfireRequests: Convention = {
  title: 'Logfire requests',
  keys: ['request_data', 'response_data'],
  input: (span) => span.takeStructure(['request_data']),
  output: (span) => span.takeStructure(['response_data']),
};
