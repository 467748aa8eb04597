import { gzipSync } from 'node:zlib';
import { prose } from '../load/prose.js';
import { seededRandom } from '../load/seeded-random.js';

export interface HostileBody {
  readonly label: string;
  readonly path: string;
  readonly body: Buffer;
  readonly encoding?: 'gzip';
}

/** Just below the default limit of 20 MiB. */
const SIZE = 20_000_000;
const TRACES = '/v1/l/batch';
const METRICS = '/v1/metrics/batch';
const BOMB_BYTES = 512 * 1024 * 1024;

/** Bodies that cost much more than their size suggests, and large ordinary ones. Each is made when it is asked for. */
export const HOSTILE_BODIES: readonly (() => HostileBody)[] = [
  () => native('{}, as observations', filled('{"observations":[', '{},', '{}]}')),
  () => native('{}, at the top', filled('[', '{},', '{}]')),
  () => native('[], in an input', filled('{"trace":{"id":"h","input":[', '[],', '[]]}}')),
  () => native('[[[[ …', Buffer.alloc(SIZE, '[')),
  () => native('[[[[ … in an input', filled('{"trace":{"id":"h","input":', '[', '')),
  () => native('1 M keys in metadata', keys('h-keys')),
  // The same trace: what is there is merged with what comes.
  () => native('the same 1 M keys again', keys('h-keys')),
  () =>
    native(
      '30 observations of one id, 9.9 k keys each',
      keyed(30, () => 'h-one'),
    ),
  () =>
    native(
      '20 observations of one id, 9.9 k keys each',
      keyed(20, () => 'h-one'),
    ),
  () =>
    native(
      '20 observations, 9.9 k keys each',
      keyed(20, (index) => `h-${index}`),
    ),
  () =>
    native(
      'the same keys of 20 observations again',
      keyed(20, (index) => `h-${index}`),
    ),
  () =>
    native(
      '4 k events of one observation',
      events(4000, () => 'h-events', 'h-events'),
    ),
  () =>
    native(
      '150 k tiny observations',
      events(150_000, (index) => `h-${index}`, 'h-tiny'),
    ),
  () => native('numbers in metadata', filled('{"trace":{"id":"h-n","metadata":[', '1,', '1]}}', 3_800_000)),
  () => native('escapes in an input', filled('{"trace":{"id":"h-e","input":"', '\\u0000', '"}}')),
  () => native('one string of 20 MB', filled('{"trace":{"id":"h-s","input":"', 'x', '"}}')),
  () => native('10 k observations of 2 KB', observations()),
  () => ({ label: 'metric points', path: METRICS, body: points() }),
  () => ({
    label: 'gzip of 512 MB of zeros',
    path: TRACES,
    body: gzipSync(Buffer.alloc(BOMB_BYTES)),
    encoding: 'gzip',
  }),
  () => ({
    label: 'gzip of 10 k observations',
    path: TRACES,
    body: gzipSync(observations()),
    encoding: 'gzip',
  }),
];

function native(label: string, body: Buffer): HostileBody {
  return { label, path: TRACES, body };
}

function filled(begin: string, repeated: string, end: string, size = SIZE): Buffer {
  const repetitions = Math.floor((size - begin.length - end.length) / repeated.length);
  const body = Buffer.alloc(begin.length + repetitions * repeated.length + end.length, repeated);
  return Buffer.concat([
    Buffer.from(begin),
    body.subarray(0, repetitions * repeated.length),
    Buffer.from(end),
  ]);
}

function keys(id: string): Buffer {
  const members = Array.from({ length: 1_000_000 }, (_, index) => `"key-${index}":${index}`);
  return Buffer.from(`{"trace":{"id":"${id}","metadata":{${members.join(',')}}}}`);
}

/** Each just below what one metadata may have. */
function keyed(count: number, idOf: (index: number) => string): Buffer {
  const items = Array.from({ length: count }, (_, index) => {
    const members = Array.from({ length: 9_900 }, (_each, key) => `"key-${index}-${key}":${key}`);
    return `{"id":"${idOf(index)}","traceId":"h-keyed","metadata":{${members.join(',')}}}`;
  });
  return Buffer.from(`{"observations":[${items.join(',')}]}`);
}

/** Each says one thing. */
function events(count: number, idOf: (index: number) => string, traceId: string): Buffer {
  const items = Array.from(
    { length: count },
    (_, index) => `{"id":"${idOf(index)}","traceId":"${traceId}","metadata":{"k${index}":1}}`,
  );
  return Buffer.from(`{"observations":[${items.join(',')}]}`);
}

function observations(): Buffer {
  const random = seededRandom(1);
  const items: string[] = [];
  for (let size = 0; size < SIZE - 4096;) {
    const index = items.length;
    const item = JSON.stringify({
      id: `hostile-${index}`,
      traceId: `hostile-${Math.floor(index / 10)}`,
      startTime: new Date(1_763_800_000_000 + index).toISOString(),
      model: 'gpt-4o-mini',
      input: { content: prose(random, 1200) },
      output: { content: prose(random, 600) },
      usage: { input: 100, output: 50 },
    });
    items.push(item);
    size += item.length + 1;
  }
  return Buffer.from(`{"observations":[${items.join(',')}]}`);
}

function points(): Buffer {
  const items: string[] = [];
  for (let size = 0; size < SIZE - 4096;) {
    const index = items.length;
    const item = JSON.stringify({
      name: `metric_${index % 20}`,
      labels: { node_id: `node-${index % 7}` },
      value: index,
      timestamp: new Date(1_763_800_000_000 + index).toISOString(),
    });
    items.push(item);
    size += item.length + 1;
  }
  return Buffer.from(`{"metrics":[${items.join(',')}]}`);
}
