import { context, propagation, trace } from '@opentelemetry/api';
import { NodeSDK, resources, type tracing } from '@opentelemetry/sdk-node';

export type ReadableSpan = tracing.ReadableSpan;

/** The SDK of OpenTelemetry for Node.js, for traces, registered in this process; there is one at a time. */
export class TracingSdk {
  private constructor(
    private readonly sdk: NodeSDK,
    /** All that has ended, in this order. */
    readonly spans: readonly ReadableSpan[],
  ) {}

  static start(
    processor: tracing.SpanProcessor,
    resource: resources.DetectedResourceAttributes = {},
  ): TracingSdk {
    const spans: ReadableSpan[] = [];
    const sdk = new NodeSDK({
      autoDetectResources: false,
      resource: resources.resourceFromAttributes(resource),
      spanProcessors: [processor, remembering(spans)],
      logRecordProcessors: [],
      metricReaders: [],
    });
    sdk.start();
    return new TracingSdk(sdk, spans);
  }

  /** What has ended has been sent then. */
  async end(): Promise<void> {
    await this.sdk.shutdown();
    for (const api of [trace, context, propagation]) api.disable();
  }
}

function remembering(spans: ReadableSpan[]): tracing.SpanProcessor {
  const done = (): Promise<void> => Promise.resolve();
  return {
    onStart: () => undefined,
    onEnd: (span) => void spans.push(span),
    forceFlush: done,
    shutdown: done,
  };
}
