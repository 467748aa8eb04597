import { PassThrough } from 'node:stream';
import { createLog } from './create-log.js';

function logged(write: (log: ReturnType<typeof createLog>) => void, isTerminal = false): string {
  const output = new PassThrough();
  write(createLog('info', isTerminal, output));
  return String(output.read() ?? '');
}

function line(fields: object): Record<string, unknown> {
  return JSON.parse(logged((log) => log.error('failed', fields))) as Record<string, unknown>;
}

describe(createLog, () => {
  it('writes one JSON object a line, with its time', () => {
    const text = logged((log) => {
      log.info('one', { a: 1 });
      log.warn('two');
    });
    const lines = text
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each) as Record<string, unknown>);
    expect(lines).toEqual([
      { level: 30, time: expect.stringMatching(/^\d{4}-.*Z$/) as string, a: 1, msg: 'one' },
      { level: 40, time: expect.any(String) as string, msg: 'two' },
    ]);
  });

  it('writes readable lines on a terminal', () => {
    const text = logged((log) => log.info('ready', { port: 8742 }), true);
    expect(text).toMatch(/INFO.*ready/);
    expect(text).toContain('8742');
  });

  it('leaves out what is below its level', () => {
    expect(logged((log) => log.debug('detail'))).toBe('');
  });

  it('writes of an error what helps, and none of the data that a driver adds', () => {
    const error = Object.assign(new TypeError('duplicate'), {
      code: '23505',
      detail: 'Key (id)=(secret) exists',
      parameters: ['secret'],
    });
    for (const field of ['error', 'cause']) {
      const written = line({ [field]: error });
      expect(written[field]).toEqual({
        type: 'TypeError',
        message: 'duplicate',
        stack: expect.stringContaining('create-log.spec') as string,
        code: '23505',
      });
      expect(JSON.stringify(written)).not.toContain('secret');
    }
  });

  it('writes what was thrown though it is no error', () => {
    expect(line({ error: 'just a text' })).toMatchObject({ error: 'just a text' });
  });
});
