import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { Pool } from 'pg';
import { formatTimestamp, parseTimestamp, timestampFromMs } from '../common/time/timestamp.js';
import { dataSourceOptions, timestampFromPostgres, type DatabaseAddress } from './data-source-options.js';

type TypeParser = (oid: number, format?: 'text' | 'binary') => (value: string) => unknown;

interface Extra {
  readonly types: { readonly getTypeParser: TypeParser };
  readonly statement_timeout: number;
  readonly options: string;
}

const LIMITS = { poolSize: 3, statementTimeoutMs: 1500, applicationName: 'xtrace' };

function options(address: DatabaseAddress = { url: 'postgres://h/d' }) {
  const all = dataSourceOptions(address, LIMITS);
  return { ...all, extra: all.extra as Extra };
}

describe(timestampFromPostgres, () => {
  it.each([
    ['2026-01-31 08:00:00+00', '2026-01-31T08:00:00.000000Z'],
    ['2026-01-31 08:00:00.5+00', '2026-01-31T08:00:00.500000Z'],
    ['2026-01-31 08:00:00.123456+00', '2026-01-31T08:00:00.123456Z'],
  ])('reads %s', (text, timestamp) => {
    expect(timestampFromPostgres(text)).toBe(timestamp);
  });

  it('reads any instant that PostgreSQL writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2099, 0, 1) }), (ms) => {
        const written = new Date(ms)
          .toISOString()
          .replace('T', ' ')
          .replace(/\.?0*Z$/, '+00');
        const timestamp = timestampFromPostgres(written);
        expect(timestamp).toBe(timestampFromMs(ms));
        expect(parseTimestamp(formatTimestamp(timestamp))).toBe(timestamp);
      }),
    );
  });
});

describe(dataSourceOptions, () => {
  it('connects by a URL, or by the parts of an address', () => {
    expect(options({ url: 'postgres://u:p@h/d' })).toMatchObject({ url: 'postgres://u:p@h/d', poolSize: 3 });
    const socket = { host: '/run/x', port: 5432, user: 'u', password: 'p', database: 'd' };
    const { user: username, ...rest } = socket;
    expect(options(socket)).toMatchObject({ ...rest, username });
  });

  it('never changes the schema by itself', () => {
    expect(options()).toMatchObject({ synchronize: false, migrationsRun: false, installExtensions: false });
  });

  it('speaks UTC whatever the server says, and bounds every statement', () => {
    expect(options().extra.options).toContain('-c TimeZone=UTC');
    expect(options().extra.statement_timeout).toBe(1500);
  });

  it('reads counts as numbers, instants with microseconds and JSON as its text', () => {
    const { getTypeParser } = options().extra.types;
    expect(getTypeParser(20)('9007199254740991')).toBe(9007199254740991);
    expect(getTypeParser(1184)('2026-01-31 08:00:00.000001+00')).toBe('2026-01-31T08:00:00.000001Z');
    for (const json of [114, 3802]) expect(getTypeParser(json)('{"a": 1.10}')).toBe('{"a": 1.10}');
  });

  it('reads everything else as the driver does', () => {
    const { getTypeParser } = options().extra.types;
    expect(getTypeParser(23)('5')).toBe(5);
    expect(getTypeParser(1700)('1.10')).toBe('1.10');
    expect(getTypeParser(16)('t')).toBe(true);
  });
});

describe('a connection of the pool', () => {
  const message = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const AUTHENTICATED = message('R', Buffer.alloc(4));
  const READY = message('Z', Buffer.from('I'));
  const ENDED = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection\0\0'));

  it('may end in the very moment in which it is made', async () => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.write(Buffer.concat([AUTHENTICATED, READY, ENDED])));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { extra } = options();
    const pool = new Pool({ host: '127.0.0.1', port, user: 'u', database: 'd', ssl: false, ...extra });
    const heard = once(pool, 'error');
    const client = await pool.connect();
    client.release(true);
    expect(await heard).toMatchObject([{ code: '57P01' }, {}]);
    await pool.end();
    server.close();
  });
});
