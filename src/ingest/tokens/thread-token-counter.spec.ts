import { Worker, type WorkerOptions } from 'node:worker_threads';
import { eventually } from '../../../test/support/eventually.js';
import type { CountRequest } from '../domain/token-counter.js';
import { ThreadTokenCounter } from './thread-token-counter.js';

/** Of a clock that stands still unless a test sets it forward. */
const NEVER_MS = 100_000;
const REAL = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
] as const;

/** A thread that answers with the text itself, and does what some texts tell it. */
const SCRIPT = `
  const { parentPort, workerData } = require('node:worker_threads');
  if (workerData === 'broken') throw new Error('cannot begin');
  parentPort.on('message', (requests) => {
    for (const { input: { json } } of requests) {
      if (json === 'hang') for (;;);
      if (json === 'crash') process.exit(1);
      if (json === 'memory') { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); }
      parentPort.postMessage({ type: 'counted', counts: json === 'odd' ? null : json });
    }
  });
  parentPort.postMessage({ type: 'ready' });
`;

class CounterOfTests extends ThreadTokenCounter {
  readonly threads: Worker[] = [];
  ended = 0;
  /** Of all threads together, that they are ready included. */
  messages = 0;

  constructor(public kind: 'sound' | 'broken' = 'sound') {
    super();
  }

  protected override newThread(options: WorkerOptions): Worker {
    const resourceLimits = { ...options.resourceLimits, maxOldGenerationSizeMb: 32 };
    const worker = new Worker(SCRIPT, { ...options, resourceLimits, eval: true, workerData: this.kind });
    this.threads.push(worker);
    worker.on('exit', () => this.ended++).on('message', () => this.messages++);
    return worker;
  }
}

function requests(...texts: string[]): CountRequest[] {
  return texts.map((input) => ({
    tokenizer: 'openai',
    model: 'm',
    tokensPerMessage: 3,
    tokensPerName: 1,
    input,
    output: null,
  }));
}

describe(ThreadTokenCounter, () => {
  let counter: CounterOfTests;

  function open(kind?: CounterOfTests['kind']): CounterOfTests {
    return (counter = new CounterOfTests(kind));
  }

  beforeEach(() => jest.useFakeTimers({ doNotFake: [...REAL] }));

  afterEach(async () => {
    await counter.onApplicationShutdown();
    jest.useRealTimers();
  });

  it('answers each request, in their order, on one thread for all lists', async () => {
    open();
    const lists = [['a', 'b'], ['c'], ['d', 'odd', 'e']];
    const counts = await Promise.all(lists.map((texts) => counter.count(requests(...texts), NEVER_MS)));
    expect(counts).toEqual([['a', 'b'], ['c'], ['d', null, 'e']]);
    expect(await counter.count([], NEVER_MS)).toEqual([]);
    expect(counter.threads).toHaveLength(1);
  });

  it('ends a thread that hangs when its time is over, with what was counted until then, and goes on with the next list', async () => {
    open();
    const hanging = counter.count(requests('a', 'hang', 'b'), 3000);
    const next = counter.count(requests('c'), NEVER_MS);
    await eventually(() => counter.messages === 2);
    jest.advanceTimersByTime(3000);
    expect(await hanging).toEqual(['a', null, null]);
    expect(await next).toEqual(['c']);
    expect(counter.threads).toHaveLength(2);
    await eventually(() => counter.ended === 1);
  });

  it('leaves alone what is counted when the time of a list that waits is over', async () => {
    open();
    const hanging = counter.count(requests('a', 'hang'), 3000);
    const waiting = counter.count(requests('b'), 1000);
    await eventually(() => counter.messages === 2);
    jest.advanceTimersByTime(1000);
    expect(await waiting).toEqual([null]);
    expect([counter.threads.length, counter.ended]).toEqual([1, 0]);
    jest.advanceTimersByTime(2000);
    expect(await hanging).toEqual(['a', null]);
    await eventually(() => counter.ended === 1);
    expect(counter.threads).toHaveLength(1);
  });

  it.each(['crash', 'memory'])(
    'begins a new thread where one has ended by itself, with the lists that wait: %s',
    async (text) => {
      open();
      const [ended, next] = await Promise.all(
        [requests('a', text, 'b'), requests('c')].map((list) => counter.count(list, NEVER_MS)),
      );
      expect(ended?.slice(0, 2)).toEqual(['a', null]);
      expect(next).toEqual(['c']);
      expect(counter.threads).toHaveLength(2);
    },
  );

  it('counts nothing where no thread can begin, without waiting, and tries again with the next list', async () => {
    open('broken');
    const lists = [requests('a'), requests('b', 'c')].map((list) => counter.count(list, NEVER_MS));
    expect(await Promise.all(lists)).toEqual([[null], [null, null]]);
    counter.kind = 'sound';
    expect(await counter.count(requests('d'), NEVER_MS)).toEqual(['d']);
  });

  it('does not end a thread that has not begun in time', async () => {
    open();
    const early = counter.count(requests('a'), 1000);
    jest.advanceTimersByTime(1000);
    expect(await early).toEqual([null]);
    expect(await counter.count(requests('b'), NEVER_MS)).toEqual(['b']);
    expect(counter.threads).toHaveLength(1);
  });

  it('ends the thread when it has had nothing to do for a minute, and begins another one when there is', async () => {
    open();
    expect(await counter.count(requests('a'), NEVER_MS)).toEqual(['a']);
    jest.advanceTimersByTime(59_999);
    expect(await counter.count(requests('b'), NEVER_MS)).toEqual(['b']);
    jest.advanceTimersByTime(59_999);
    expect(counter.threads).toHaveLength(1);
    jest.advanceTimersByTime(1);
    await eventually(() => counter.ended === 1);
    expect(await counter.count(requests('c'), NEVER_MS)).toEqual(['c']);
    expect(counter.threads).toHaveLength(2);
  });

  it('lets only so many lists wait, and only so much text be counted of one', async () => {
    open();
    const hanging = counter.count(requests('a', 'hang'), 3000);
    await eventually(() => counter.messages === 2);
    const waiting = Array.from({ length: 17 }, (_, index) => counter.count(requests(`${index}`), NEVER_MS));
    expect(await waiting[16]).toEqual([null]);
    jest.advanceTimersByTime(3000);
    expect(await hanging).toEqual(['a', null]);
    expect(await Promise.all(waiting.slice(0, 16))).toEqual(
      Array.from({ length: 16 }, (_, index) => [`${index}`]),
    );
    const large = 'x'.repeat(150_000);
    const counts = await counter.count(requests(...Array.from({ length: 30 }, () => large)), NEVER_MS);
    expect(counts.map((each) => each !== null)).toEqual(counts.map((_, index) => index < 26));
  });

  it('answers all that wait when the server goes, and counts nothing afterwards', async () => {
    open();
    await counter.count(requests('warm'), NEVER_MS);
    const all = ['hang', 'a', 'b'].map((text) => counter.count(requests(text), NEVER_MS));
    await counter.onApplicationShutdown();
    expect(await Promise.all(all)).toEqual([[null], [null], [null]]);
    expect(await counter.count(requests('c'), NEVER_MS)).toEqual([null]);
    expect([counter.threads.length, counter.ended]).toEqual([1, 1]);
  });
});
