import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly name: string;
  readonly isJson: boolean;
  /** Measured rounds, and the seconds of each. */
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  /** The program that is measured. */
  readonly program: string;
  readonly nodeOptions: readonly string[];
}

export const USAGE = `node scripts/bench.mjs <ingest|ingestion|otlp|queries|hostile|rss|start> [options]

  --json               one JSON document instead of lines
  --rounds N           measured rounds (default 5)
  --seconds N          seconds of load in a round (default 4)
  --connections N      connections of the load (default 8)
  --server FILE        the program to measure (default dist/main.js, built when stale)
  --node-options=LIST  further options of its node, such as "--cpu-prof --cpu-prof-dir=profile"`;

/** Of the node that is measured: those with which `npm start` starts it. */
const NODE_OPTIONS = ['--max-semi-space-size=32'];

/** @throws TypeError for what is no option */
export function readOptions(args: readonly string[], root: string): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '4' },
      connections: { type: 'string', default: '8' },
      server: { type: 'string', default: join(root, 'dist', 'main.js') },
      'node-options': { type: 'string', default: '' },
    },
  });
  return {
    name: positionals[0] ?? '',
    isJson: values.json,
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    connections: positive('connections', values.connections),
    program: values.server,
    nodeOptions: [...NODE_OPTIONS, ...values['node-options'].split(' ').filter((option) => option !== '')],
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new TypeError(`--${name} must be a number above 0`);
  return value;
}
