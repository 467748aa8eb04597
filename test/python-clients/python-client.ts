import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RecordingProxy } from '../support/recording-proxy.js';

/** A client hangs rather than fails where it waits for what never comes. */
const PATIENCE_MS = 180_000;

export interface PythonClient {
  /** As people call it. */
  readonly name: string;
  /** Its checks: a file beside this one, in Python. */
  readonly script: string;
  /** A file in requirements/. */
  readonly requirements: string;
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

export interface ClientRun {
  readonly client: PythonClient;
  /** The Python that has the client. */
  readonly python: string;
  /** Where the checks lie. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly proxy: RecordingProxy;
  readonly print: (line: string) => void;
}

/** Runs the checks of a client, each a line of its output; what the server saw of it is one more. */
export async function runChecks({
  client,
  python,
  directory,
  env,
  proxy,
  print,
}: ClientRun): Promise<Outcome> {
  proxy.clear();
  print(`\n${client.name}`);
  const child = spawn(python, [join(directory, client.script)], {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
  });
  let [output, complaints] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  const lines = output.split('\n').filter((line) => /^(PASS|FAIL| {5})/.test(line));
  for (const line of lines) print(`  ${line}`);
  const passed = lines.filter((line) => line.startsWith('PASS')).length;
  let failed = lines.filter((line) => line.startsWith('FAIL')).length;
  if (status !== (failed > 0 ? 1 : 0) || passed + failed === 0) {
    failed++;
    print(`  FAIL ended with ${status}:\n${complaints || output}`);
  }
  const faults = [...proxy.failures, ...proxy.retries.map((each) => `${each}, once more`)];
  print(`  ${faults.length === 0 ? 'PASS' : 'FAIL'} nothing that it sends is refused or sent again`);
  for (const fault of faults) print(`       ${fault}`);
  return faults.length === 0 ? { passed: passed + 1, failed } : { passed, failed: failed + 1 };
}
