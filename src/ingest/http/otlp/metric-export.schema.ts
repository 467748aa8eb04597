import type { JsonSchema } from '../../../common/json/json-schema.js';

/** For the document: opentelemetry-proto says what is in it. */
export const METRIC_EXPORT_SCHEMA: JsonSchema = {
  type: 'object',
  description:
    'ExportMetricsServiceRequest of opentelemetry-proto: as OTLP/JSON, or in protobuf. What is not known is skipped.',
  properties: {
    resourceMetrics: {
      type: ['array', 'null'],
      description: 'Metrics by the resource and the scope that they come from.',
      items: { type: 'object' },
    },
  },
  examples: [
    {
      resourceMetrics: [
        {
          resource: { attributes: [{ key: 'host.name', value: { stringValue: 'node-1' } }] },
          scopeMetrics: [
            {
              scope: { name: 'gpu' },
              metrics: [
                {
                  name: 'hw.gpu.utilization',
                  unit: '1',
                  gauge: {
                    dataPoints: [
                      {
                        timeUnixNano: '1769846400000000000',
                        asDouble: 0.85,
                        attributes: [{ key: 'hw.id', value: { stringValue: 'GPU-0' } }],
                      },
                    ],
                  },
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};
