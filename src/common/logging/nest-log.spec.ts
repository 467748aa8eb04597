import type { Logger } from 'pino';
import { Log } from './log.js';
import { NestLog } from './nest-log.js';

describe(NestLog, () => {
  const lines: unknown[][] = [];
  const record = (level: string) => (fields: object, message: string) => lines.push([level, message, fields]);
  const logger = { debug: record('debug'), warn: record('warn'), error: record('error') };
  const nest = new NestLog(new Log(logger as unknown as Logger));

  beforeEach(() => {
    lines.length = 0;
  });

  it('keeps modules and routes for those who look for them', () => {
    nest.log('Mapped {/healthz, GET} route');
    nest.warn('careful');
    expect(lines).toEqual([
      ['debug', 'Mapped {/healthz, GET} route', {}],
      ['warn', 'careful', {}],
    ]);
  });

  it('passes on errors, as text or not', () => {
    nest.error(new Error('broken'), 'stack', 5, 'Context');
    nest.error('text');
    nest.fatal('over');
    expect(lines).toEqual([
      ['error', 'broken', { detail: ['stack', 'Context'] }],
      ['error', 'text', { detail: [] }],
      ['error', 'over', {}],
    ]);
  });
});
