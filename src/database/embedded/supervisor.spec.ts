import { Clock } from '../../common/clock.js';
import { ServerStartError } from './server-start-error.js';
import type { SupervisedServer } from './supervised-server.js';
import { Supervisor } from './supervisor.js';

class SettableClock extends Clock {
  time = 0;

  now(): number {
    return this.time;
  }
}

/** A server that does what the test says. */
class FakeServer implements SupervisedServer {
  readonly pid: number;
  readonly ended: Promise<string>;
  hasEnded = false;
  private endNow: (reason: string) => void = () => undefined;

  constructor(
    pid: number,
    private readonly failure?: Error,
  ) {
    this.pid = pid;
    this.ended = new Promise((resolve) => {
      this.endNow = resolve;
    });
  }

  ready(): Promise<void> {
    return this.failure === undefined ? Promise.resolve() : Promise.reject(this.failure);
  }

  end(reason: string): void {
    this.hasEnded = true;
    this.endNow(reason);
  }

  stop(): Promise<void> {
    this.end('exit code 0');
    return Promise.resolve();
  }
}

class Bed {
  readonly clock = new SettableClock();
  readonly messages: string[] = [];
  readonly pauses: number[] = [];
  readonly servers: FakeServer[] = [];
  /** What the next launches come to; undefined: a server that runs. */
  readonly failures: (Error | undefined)[] = [];
  room = 0;
  /** Called at every pause. */
  onPause: () => void = () => undefined;

  readonly supervisor = new Supervisor({
    launch: () => {
      const server = new FakeServer(this.servers.length + 1, this.failures.shift());
      this.servers.push(server);
      return Promise.resolve(server);
    },
    makeRoom: () => {
      this.room -= 1;
      return Promise.resolve(this.room >= 0);
    },
    pause: (ms) => {
      this.pauses.push(ms);
      this.onPause();
      return Promise.resolve();
    },
    clock: this.clock,
    logger: {
      info: (message) => this.messages.push(`info: ${message}`),
      warn: (message) => this.messages.push(`warn: ${message}`),
      error: (message) => this.messages.push(`error: ${message}`),
    },
  });

  get last(): FakeServer {
    const server = this.servers.at(-1);
    if (server === undefined) throw new Error('There is no server');
    return server;
  }

  /** Lets everything happen that can happen without the world. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  }
}

const refused = new ServerStartError('PostgreSQL did not start (exit code 1)', 'FATAL:  no');
const full = new ServerStartError(
  'PostgreSQL did not start (exit code 1)',
  'FATAL:  No space left on device',
);
const passing = new ServerStartError(
  'PostgreSQL did not start',
  'FATAL:  lock file "postmaster.pid" already exists',
);

describe(Supervisor, () => {
  it('starts a server and stops it', async () => {
    const bed = new Bed();
    await bed.supervisor.start();
    expect(bed.supervisor.pid).toBe(1);
    await bed.supervisor.stop();
    expect(bed.last.hasEnded).toBe(true);
    expect(bed.servers).toHaveLength(1);
    expect(bed.messages).toEqual([]);
  });

  it('passes on why the first start fails', async () => {
    const bed = new Bed();
    bed.failures.push(refused);
    await expect(bed.supervisor.start()).rejects.toBe(refused);
  });

  it('waits at the first start for an earlier server that is going down', async () => {
    const bed = new Bed();
    bed.failures.push(passing, passing);
    await bed.supervisor.start();
    expect(bed.pauses).toEqual([100, 200]);
    expect(bed.supervisor.pid).toBe(3);
  });

  it('restarts a server that dies, and says so', async () => {
    const bed = new Bed();
    await bed.supervisor.start();
    bed.last.end('signal SIGKILL');
    await bed.settle();
    expect(bed.supervisor.pid).toBe(2);
    expect(bed.messages).toEqual([
      'warn: PostgreSQL has ended by itself (signal SIGKILL); restarting it',
      'info: PostgreSQL is running again (process 2)',
    ]);
  });

  it('tries ever more seldom, never gives up, and tells each reason once', async () => {
    const bed = new Bed();
    await bed.supervisor.start();
    bed.failures.push(...Array.from({ length: 20 }, () => refused));
    bed.last.end('exit code 2');
    await bed.settle();
    expect(bed.pauses.slice(0, 8)).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(bed.servers).toHaveLength(22);
    expect(bed.messages.filter((message) => message.startsWith('error'))).toHaveLength(1);
    expect(bed.messages.at(-1)).toBe('info: PostgreSQL is running again (process 22)');
  });

  it('waits longer before it restarts a server that dies again at once, but not one that ran well', async () => {
    const bed = new Bed();
    await bed.supervisor.start();
    for (let crash = 0; crash < 3; crash += 1) {
      bed.last.end('signal SIGSEGV');
      await bed.settle();
    }
    bed.clock.time += 60_000;
    bed.last.end('signal SIGSEGV');
    await bed.settle();
    expect(bed.pauses).toEqual([100, 200, 400, 100]);
  });

  it('gives a server without room on the disk what there is, and then goes on trying', async () => {
    const bed = new Bed();
    bed.room = 1;
    await bed.supervisor.start();
    bed.failures.push(full, full, full);
    bed.last.end('signal SIGABRT');
    await bed.settle();
    expect(bed.messages).toEqual([
      'warn: PostgreSQL has ended by itself (signal SIGABRT); restarting it',
      'warn: The disk is full: PostgreSQL gets the room of the ballast to recover',
      expect.stringMatching(/^error: .*No space left on device/s),
      'info: PostgreSQL is running again (process 5)',
    ]);
    expect(bed.pauses).toEqual([100, 200, 400]);
  });

  it('stops while it waits to restart', async () => {
    const bed = new Bed();
    await bed.supervisor.start();
    let stopped: Promise<void> | undefined;
    bed.onPause = () => {
      stopped = bed.supervisor.stop();
    };
    bed.last.end('signal SIGKILL');
    await bed.settle();
    await stopped;
    expect(stopped).toBeDefined();
    expect(bed.servers).toHaveLength(1);
  });
});
