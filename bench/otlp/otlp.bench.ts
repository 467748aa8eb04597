import type { Benchmark } from '../benchmark.js';
import { lineOf, RATE_COLUMNS, ratioOf, takeTurns, type Measurement } from '../ingestion/take-turns.js';
import { SpanRequests, type SpanForm } from '../load/span-requests.js';
import { withServer } from '../server/with-server.js';

const SPANS = 100;
const FORMS: readonly SpanForm[] = ['native', 'OTLP protobuf', 'OTLP JSON'];

/** How fast spans of OpenTelemetry become durable, against the same telemetry by the native route. */
export const otlp: Benchmark = (options, progress) =>
  withServer(options, async (server) => {
    const contenders = FORMS.map((form) => ({
      form,
      events: SPANS,
      observations: SPANS,
      source: (seed: number) => new SpanRequests(server, form, SPANS, seed),
    }));
    const measurements = await takeTurns(server, options, contenders, progress);
    const [native, ...others] = measurements as [Measurement, ...Measurement[]];
    const ratios = others.map((each) => ({ form: each.form, ratio: ratioOf(each, native) }));
    const lines = [
      `Requests of ${SPANS} spans of 1 KB (${options.connections} connections; medians of ${options.rounds} rounds)`,
      RATE_COLUMNS,
      ...measurements.map(lineOf),
      ...ratios.map(({ form, ratio }) => [
        `ratio of ${form} to native, by observation (limit: 0.80)`,
        ratio.toFixed(2),
      ]),
    ];
    return { lines, figures: { ratios, measurements } };
  });
