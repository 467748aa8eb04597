import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from './eventually.js';

/** Several that start at once on a busy machine take their time. */
const START_PATIENCE_MS = 60_000;
const REPOSITORY = join(__dirname, '..', '..');

export interface ProcessOptions {
  /** Added to an environment that has nothing of the caller's but its PATH and HOME. */
  readonly env: Readonly<Record<string, string>>;
  /** Where package.json, dist/ and node_modules/ are. */
  readonly directory?: string;
}

/** The compiled server as a process, from its start to its end. */
export class ServerProcess {
  /** Everything that it has written so far. */
  output = '';
  private readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    const append = (chunk: Buffer): void => void (this.output += chunk.toString());
    child.stdout?.on('data', append);
    child.stderr?.on('data', append);
    this.exited = once(child, 'close').then(([code]) => code as number | null);
  }

  static spawn({ env, directory = REPOSITORY }: ProcessOptions): ServerProcess {
    const child = spawn(process.execPath, [join(directory, 'dist', 'main.js')], {
      cwd: directory,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ServerProcess(child);
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('The server could not be started');
    return this.child.pid;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** The address that it listens on. @throws Error with its output, where it ends instead */
  async listening(): Promise<string> {
    const address = (): string | undefined => /Listening on (http:[^"\s]+)/.exec(this.output)?.[1];
    await eventually(() => address() !== undefined || this.hasEnded, START_PATIENCE_MS);
    const found = address();
    if (found !== undefined) return found;
    // All of its output is there only when its pipes are closed.
    const how = (await this.exited) ?? this.child.signalCode;
    throw new Error(`The server has ended (${how}) before it listened:\n${this.output}`);
  }

  /** Its exit status; null where a signal has ended it. */
  ended(): Promise<number | null> {
    return this.exited;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
