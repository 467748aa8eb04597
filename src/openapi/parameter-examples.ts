import { mapOperations } from './map-operations.js';
import type { OpenApiDocument, Parameter } from './openapi-document.js';

/** For parameters that mean the same on every route and show no example of their own. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  authorUserId: 'alice',
  configId: 'c18edc3c-0a3b-4e49-8278-dfe852126428',
  cursor: 'eyJpZCI6ImEifQ==',
  datasetRunId: 'run-1',
  environment: ['production'],
  isRootObservation: true,
  mediaId: 'LPJNul-wow4m6Dsqxbninh',
  name: 'chat',
  objectId: 'trace-1',
  parentObservationId: 'observation-1',
  parseIoAsJson: false,
  release: '2026.01',
  queueId: 'queue-1',
  sessionId: 'conversation-7',
  tags: ['prod'],
  traceId: 'trace-1',
  traceName: 'chat',
  traceTags: ['prod'],
  type: 'GENERATION',
  userId: 'alice',
  value: 0.5,
  valueMax: 1,
  valueMin: 0.5,
  version: 'v3',
};

/** Gives every parameter an example: its own, its default, the first of its choices, or a common one. */
export function withParameterExamples(document: OpenApiDocument): OpenApiDocument {
  return mapOperations(document, (operation) => ({
    ...operation,
    parameters: operation.parameters?.map(withExample),
  }));
}

/** In the schema: pages to try the API out fill in what stands at the parameter, and would ask for nothing but the examples. */
function withExample({ example: own, schema, ...parameter }: Parameter): Parameter {
  const { examples, ...rest } = schema;
  const example = own ?? examples?.[0] ?? schema.default ?? schema.enum?.[0] ?? EXAMPLES[parameter.name];
  return { ...parameter, schema: { ...rest, ...(example !== undefined && { examples: [example] }) } };
}
