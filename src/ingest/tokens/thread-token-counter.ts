import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { TokenCounter, type CountRequest } from '../domain/token-counter.js';
import { sampled, type SampledRequest } from './count-messages.js';
import type { CountReply } from './tokens.worker.js';

/** Of all texts that are counted for one list of requests: what comes after is not counted. */
const MAX_CHARACTERS = 4_000_000;
/** The encodings take some 70 MB each. */
const IDLE_MS = 60_000;
/** Lists that wait while another one is counted; those that come then are not counted. Writes are few at a time, and wait for theirs. */
const MAX_WAITING = 16;
const MAX_HEAP_MB = 512;

interface Task {
  readonly requests: readonly SampledRequest[];
  readonly counts: (string | null)[];
  /** With what was counted until now. */
  readonly settle: () => void;
}

/**
 * Counts on a thread of its own, one list of requests after the other. The thread is started when it is first needed and ended when it has had
 * nothing to do for a while, or when it is at a list whose time is over: some texts take very long.
 */
@Injectable()
export class ThreadTokenCounter extends TokenCounter implements OnApplicationShutdown {
  private worker: Worker | null = null;
  private isReady = false;
  private isClosed = false;
  private current: Task | null = null;
  private queue: Task[] = [];
  private idle: NodeJS.Timeout | undefined;

  count(requests: readonly CountRequest[], withinMs: number): Promise<(string | null)[]> {
    const counted = withinBounds(requests);
    if (counted.length === 0 || this.isClosed || this.queue.length >= MAX_WAITING)
      return Promise.resolve(requests.map(() => null));
    return new Promise((resolve) => {
      const counts: (string | null)[] = [];
      const timer = setTimeout(() => this.giveUp(task), withinMs);
      const settle = (): void => {
        clearTimeout(timer);
        resolve(requests.map((_, index) => counts[index] ?? null));
      };
      const task: Task = { requests: counted, counts, settle };
      this.queue.push(task);
      this.next();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    await this.end();
    this.settleAll();
  }

  protected newThread(options: WorkerOptions): Worker {
    return new Worker(join(__dirname, 'tokens.worker.js'), options);
  }

  private next(): void {
    clearTimeout(this.idle);
    if (this.current !== null) return;
    if (this.queue.length === 0) {
      this.idle = setTimeout(() => void this.end(), IDLE_MS).unref();
      return;
    }
    const worker = (this.worker ??= this.start());
    if (!this.isReady) return;
    this.current = this.queue.shift() ?? null;
    worker.postMessage(this.current?.requests);
  }

  private heard(reply: CountReply): void {
    if (reply.type === 'ready') {
      this.isReady = true;
      this.next();
      return;
    }
    const { current } = this;
    if (current === null) return;
    current.counts.push(reply.counts);
    if (current.counts.length < current.requests.length) return;
    this.current = null;
    current.settle();
    this.next();
  }

  /** A thread that has not begun is not ended: it would never be ready on a machine that is busy. */
  private giveUp(task: Task): void {
    this.queue = this.queue.filter((each) => each !== task);
    if (this.current === task) void this.end();
    task.settle();
    this.next();
  }

  private async end(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.forget();
    await worker?.terminate();
  }

  private forget(): void {
    this.worker = null;
    this.isReady = false;
    this.current?.settle();
    this.current = null;
  }

  private settleAll(): void {
    for (const task of this.queue.splice(0)) task.settle();
  }

  private start(): Worker {
    const worker = this.newThread({ resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    worker
      .on('message', (reply: CountReply) => {
        if (this.worker === worker) this.heard(reply);
      })
      .on('error', () => undefined)
      .on('exit', () => {
        if (this.worker !== worker) return;
        // One that could not even begin would not the next time either.
        if (!this.isReady) this.settleAll();
        this.forget();
        this.next();
      });
    worker.unref();
    return worker;
  }
}

function withinBounds(requests: readonly CountRequest[]): SampledRequest[] {
  const samples: SampledRequest[] = [];
  let characters = 0;
  for (const request of requests) {
    const each = sampled(request);
    characters += (each.input?.json.length ?? 0) + (each.output?.json.length ?? 0);
    if (characters > MAX_CHARACTERS) break;
    samples.push(each);
  }
  return samples;
}
