import type { Benchmark } from './benchmark.js';
import { format } from './cli/format.js';
import { readOptions, USAGE } from './cli/options.js';
import { hostile } from './hostile/hostile.bench.js';
import { ingest } from './ingest/ingest.bench.js';
import { ingestion } from './ingestion/ingestion.bench.js';
import { otlp } from './otlp/otlp.bench.js';
import { queries } from './queries/queries.bench.js';
import { memory } from './server/memory.bench.js';
import { start } from './server/start.bench.js';

const BENCHMARKS: ReadonlyMap<string, Benchmark> = new Map([
  ['ingest', ingest],
  ['ingestion', ingestion],
  ['otlp', otlp],
  ['queries', queries],
  ['hostile', hostile],
  ['rss', memory],
  ['start', start],
]);

/** Runs one benchmark; resolves to the exit code of the process. */
export async function runBenchmark(args: readonly string[], root: string): Promise<number> {
  const options = readOptions(args, root);
  const benchmark = BENCHMARKS.get(options.name);
  if (benchmark === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return 1;
  }
  const { lines, figures } = await benchmark(options, (text) => process.stderr.write(`… ${text}\n`));
  process.stdout.write(options.isJson ? `${JSON.stringify(figures, null, 2)}\n` : `${format(lines)}\n`);
  return 0;
}
