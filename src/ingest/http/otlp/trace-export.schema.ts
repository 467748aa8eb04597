import type { JsonSchema } from '../../../common/json/json-schema.js';

/** For the document: opentelemetry-proto says what is in it. */
export const TRACE_EXPORT_SCHEMA: JsonSchema = {
  type: 'object',
  description:
    'ExportTraceServiceRequest of opentelemetry-proto: as OTLP/JSON, where ids are hexadecimal, or in protobuf. What is not known is skipped.',
  properties: {
    resourceSpans: {
      type: ['array', 'null'],
      description: 'Spans by the resource and the scope that they come from.',
      items: { type: 'object' },
    },
  },
  examples: [
    {
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
          scopeSpans: [
            {
              scope: { name: 'agent' },
              spans: [
                {
                  traceId: '0af7651916cd43dd8448eb211c80319c',
                  spanId: 'b7ad6b7169203331',
                  name: 'chat gpt-4o-mini',
                  kind: 3,
                  startTimeUnixNano: '1769846400000000000',
                  endTimeUnixNano: '1769846401500000000',
                  attributes: [{ key: 'gen_ai.operation.name', value: { stringValue: 'chat' } }],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};
