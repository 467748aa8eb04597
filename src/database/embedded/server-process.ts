import type { ChildProcess } from 'node:child_process';
import type { BoundedLogFile } from './bounded-log-file.js';
import { pollUntil } from './poll-until.js';
import { readPostmasterPidFile } from './postmaster-pid-file.js';
import { RecentLines } from './recent-lines.js';
import type { Account } from './server-account.js';
import { endpointArguments, type ServerEndpoint } from './server-endpoint.js';
import { signalServer, type ServerSignal } from './server-signal.js';
import { ServerStartError } from './server-start-error.js';
import { spawnAs } from './spawn-as.js';
import { startFailure } from './start-failure.js';

export interface ServerCommand {
  readonly postgres: string;
  readonly pgCtl: string;
  readonly cluster: string;
  /** How the server itself is told where the cluster is; see clusterArgument. */
  readonly clusterArgument: string;
  readonly endpoint: ServerEndpoint;
  readonly account: Account | null;
}

const LAST_WORDS_MS = 250;

/** How long a shutdown of each kind may take before the next harder one. */
const STOP_STEPS: readonly (readonly [ServerSignal, number])[] = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 6_000],
  ['SIGKILL', 5_000],
];

/** One run of PostgreSQL as a child of this process, from its start to its end. */
export class ServerProcess {
  /** Resolves, with the reason in words, when the process has ended, however it did. Never rejects. */
  readonly ended: Promise<string>;
  private readonly output = new RecentLines();
  private hasEnded = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly command: ServerCommand,
    log: BoundedLogFile,
  ) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.output.add(text);
      log.write(text);
    });
    // A last resort: whatever ends this process in an orderly way, if only an error that nobody caught, ends the server.
    const stopAtExit = (): void => {
      this.signal('SIGINT');
    };
    process.on('exit', stopAtExit);
    this.ended = new Promise((resolve) => {
      const end = (reason: string): void => {
        this.hasEnded = true;
        process.off('exit', stopAtExit);
        resolve(reason);
      };
      child.on('error', (error) => {
        if (child.pid === undefined) end(startFailure(error, command.postgres, command.cluster));
      });
      child.on('exit', (code, signal) => {
        const reason = signal === null ? `exit code ${code}` : `signal ${signal}`;
        // The last words on stderr often say why. But where the main process was killed, a busy child of it can keep
        // stderr open for long.
        child.on('close', () => end(reason));
        setTimeout(() => end(reason), LAST_WORDS_MS).unref();
      });
    });
  }

  /** @throws ServerStartError where the system refuses at once */
  static spawn(command: ServerCommand, log: BoundedLogFile): ServerProcess {
    const { postgres, cluster, clusterArgument, endpoint, account } = command;
    const child = spawnAs(
      account,
      postgres,
      ['-D', clusterArgument, ...endpointArguments(endpoint)],
      cluster,
    );
    return new ServerProcess(child, command, log);
  }

  get pid(): number | undefined {
    return this.hasEnded ? undefined : this.child.pid;
  }

  /**
   * Resolves when the server accepts connections. There is no time limit: recovery takes as long as it takes.
   * @throws ServerStartError when it ends before
   */
  async ready(): Promise<void> {
    await pollUntil(async () => this.hasEnded || (await this.isReady()), Infinity, 10);
    if (this.hasEnded) {
      throw new ServerStartError(`PostgreSQL did not start (${await this.ended})`, this.output.toString());
    }
  }

  /** Shuts down as gently as possible within about 20 seconds. Resolves when the process has ended. */
  async stop(): Promise<void> {
    for (const [signal, patienceMs] of STOP_STEPS) {
      if (this.hasEnded) return;
      this.signal(signal);
      await this.endedWithin(patienceMs);
    }
  }

  private signal(signal: ServerSignal): void {
    if (this.pid !== undefined) signalServer(this.pid, signal, this.command.pgCtl);
  }

  private async isReady(): Promise<boolean> {
    const file = await readPostmasterPidFile(this.command.cluster);
    return file !== null && file.isReady && file.pid === this.child.pid;
  }

  private async endedWithin(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([this.ended, patience]);
    clearTimeout(timer);
  }
}
