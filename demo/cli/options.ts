import { parseArgs } from 'node:util';
import { DemoError } from '../demo-error.js';

export interface DemoOptions {
  /** Without a slash at its end. */
  readonly url: string;
  /** Null: look for the one that the server made. */
  readonly token: string | null;
  readonly seed: string;
  readonly scale: number;
  /** Milliseconds since 1970. */
  readonly end: number;
  readonly hours: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable of the environment; an empty one counts as not set. */
export function variable(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value === '' ? undefined : value;
}

const DEFAULT_URL = 'http://127.0.0.1:8742';
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

export const USAGE = `npm run demo -- [options]   writes a day of plausible traffic into a running xtrace

  --url URL       where xtrace listens (default: $XTRACE_URL, else ${DEFAULT_URL})
  --token TOKEN   its API token (default: $API_BEARER_TOKEN, else the token file in $XTRACE_DATA_DIR or .xtrace)
  --scale N       how much: 1 is about 1,500 traces and 270,000 metric points (0.01 to 1000, default 1)
  --seed TEXT     another seed, another day (default 1)
  --end TIME      the last instant of the day, RFC 3339 (default: now)
  --hours N       how long the "day" is (1 to 168, default 24)
  --help          this text

The same seed, scale, end and hours send the same requests, and sending them again changes nothing.`;

/** Reads the command line. Null: the user asks for {@link USAGE}. */
export function readOptions(
  args: readonly string[],
  environment: Environment,
  now: number,
): DemoOptions | null {
  const values = parse(args);
  if (values.help === true) return null;
  return {
    url: readUrl(values.url ?? variable(environment, 'XTRACE_URL') ?? DEFAULT_URL),
    token: values.token ?? variable(environment, 'API_BEARER_TOKEN') ?? null,
    seed: values.seed ?? '1',
    scale: readNumber('--scale', values.scale ?? '1', 0.01, 1000),
    end: values.end === undefined ? now : readInstant(values.end),
    hours: readNumber('--hours', values.hours ?? '24', 1, 168),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        token: { type: 'string' },
        scale: { type: 'string' },
        seed: { type: 'string' },
        end: { type: 'string' },
        hours: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new DemoError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, {
      cause: error,
    });
  }
}

function readUrl(text: string): string {
  const isHttp = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isHttp)
    throw new DemoError(`--url must be an address such as ${DEFAULT_URL}, not ${JSON.stringify(text)}`);
  return text.replace(/\/+$/, '');
}

function readNumber(option: string, text: string, least: number, most: number): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new DemoError(
    `${option} must be a number from ${String(least)} to ${String(most)}, not ${JSON.stringify(text)}`,
  );
}

function readInstant(text: string): number {
  const ms = RFC3339.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new DemoError(
    `--end must be an RFC 3339 date-time such as 2026-01-31T18:00:00Z, not ${JSON.stringify(text)}`,
  );
}
