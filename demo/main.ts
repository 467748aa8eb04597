import { setTimeout } from 'node:timers/promises';
import { findAccessToken } from './cli/access-token.js';
import { guide } from './cli/guide.js';
import { Highlights } from './cli/highlights.js';
import { readOptions, USAGE, type DemoOptions, type Environment } from './cli/options.js';
import { shellQuoted } from './cli/shell-quoted.js';
import { Progress } from './cli/progress.js';
import { Day } from './day.js';
import { DemoError } from './demo-error.js';
import { instant } from './load/time-window.js';
import { checkServer } from './send/check-server.js';
import { sendAll } from './send/send-all.js';
import { XtraceClient } from './send/xtrace-client.js';
import { tracesOf } from './traffic/traces-of.js';

export interface DemoSurroundings {
  readonly args: readonly string[];
  readonly environment: Environment;
  /** Where a relative data directory is looked for. */
  readonly directory: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

const IN_FLIGHT = 8;

/** Runs the demo; resolves to the exit code of the process. */
export async function runDemo(surroundings: DemoSurroundings): Promise<number> {
  try {
    const options = readOptions(surroundings.args, surroundings.environment, surroundings.now);
    if (options === null) surroundings.output.write(`${USAGE}\n`);
    else await writeDay(options, surroundings);
    return 0;
  } catch (error) {
    if (!(error instanceof DemoError)) throw error;
    surroundings.output.write(`\n${error.message}\n`);
    return 1;
  }
}

async function writeDay(
  options: DemoOptions,
  { environment, directory, output }: DemoSurroundings,
): Promise<void> {
  const access = findAccessToken(options, environment, directory);
  const client = new XtraceClient({
    url: options.url,
    token: access.token,
    wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
  });
  await checkServer(client, options.url);

  const day = new Day(options);
  const { window, incident } = day;
  const highlights = new Highlights(incident);
  output.write(`Writing ${instant(window.from)} to ${instant(window.until)} to ${options.url}\n\n`);
  const begun = performance.now();
  await writeMetrics(day, client, output);
  await writeTraces(day, client, highlights, output);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  output.write(
    [
      '',
      `Done in ${seconds} s. The same again: npm run demo -- ${repetition(options)}`,
      '',
      guide({ url: options.url, tokenFile: access.file, window, incident, highlights }),
    ].join('\n'),
  );
}

async function writeMetrics(
  day: Day,
  client: XtraceClient,
  output: DemoSurroundings['output'],
): Promise<void> {
  const total = day.metrics.pointCount;
  const progress = new Progress(output, 'metrics', total);
  let points = 0;
  try {
    await sendAll(day.metrics.batches(), IN_FLIGHT, async (batch, signal) => {
      await client.writeMetrics(batch, signal);
      points += batch.metrics.length;
      progress.advance(batch.metrics.length, `${count(points)} points`);
    });
  } catch (error) {
    progress.abandon();
    throw error;
  }
  progress.finish(`${count(points)} points`);
}

async function writeTraces(
  day: Day,
  client: XtraceClient,
  highlights: Highlights,
  output: DemoSurroundings['output'],
): Promise<void> {
  const progress = new Progress(output, 'traces', day.occasions.length);
  const detail = (): string =>
    `${count(highlights.traces)} traces, ${count(highlights.observations)} observations`;
  try {
    await sendAll(day.occasions, IN_FLIGHT, async (occasion, signal) => {
      for (const batch of tracesOf(occasion, day.scene)) {
        await client.writeTrace(batch, signal);
        highlights.add(batch);
      }
      progress.advance(1, detail());
    });
  } catch (error) {
    progress.abandon();
    throw error;
  }
  progress.finish(detail());
}

function repetition({ seed, scale, end, hours }: DemoOptions): string {
  return `--seed=${shellQuoted(seed)} --scale ${String(scale)} --hours ${String(hours)} --end ${instant(end)}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
