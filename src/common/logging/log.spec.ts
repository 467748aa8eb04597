import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { Log } from './log.js';

type Line = Record<string, unknown>;

describe(Log, () => {
  let lines: Line[];
  let log: Log;

  beforeEach(() => {
    lines = [];
    const write = (line: string) => lines.push(JSON.parse(line) as Line);
    log = new Log(pino({ level: 'debug', base: null, timestamp: false }, { write }));
  });

  it('writes a message and fields at each level', () => {
    log.debug('d');
    log.info('i', { a: 1 });
    log.warn('w', { a: 2 });
    log.error('e', { a: 3 });
    expect(lines).toEqual([
      { level: 20, msg: 'd' },
      { level: 30, a: 1, msg: 'i' },
      { level: 40, a: 2, msg: 'w' },
      { level: 50, a: 3, msg: 'e' },
    ]);
  });

  it('gives every line of a request its id, however many requests there are at the same time', async () => {
    const work = (requestId: string) =>
      Log.within({ requestId }, async () => {
        await turn();
        log.info(`of ${requestId}`);
      });
    await Promise.all(['a', 'b', 'c'].map(work));
    log.info('of none');
    expect(lines.map(({ msg, requestId }) => [msg, requestId])).toEqual([
      ['of a', 'a'],
      ['of b', 'b'],
      ['of c', 'c'],
      ['of none', undefined],
    ]);
  });

  it('returns what the work within a request returns', () => {
    expect(Log.within({ requestId: 'a' }, () => 5)).toBe(5);
  });
});
