const SIZE = 20_000_000;
/** Just below what one metadata may have. */
const MANY_KEYS = 9_900;

function filled(before: string, part: string, after: string): string {
  return before + part.repeat(Math.floor((SIZE - before.length - after.length) / part.length)) + after;
}

/** About 20 MB, or less where that is enough: cheap to send, and dear to parse, to merge or to store. */
export const HOSTILE_BODIES: Readonly<Record<string, () => string>> = {
  'empty objects': () => filled('{"trace":{"id":"hostile","input":[{}', ',{}', ']}}'),
  'empty arrays': () => filled('{"trace":{"id":"hostile","input":[[]', ',[]', ']}}'),
  'empty objects where nobody looks': () => filled('{"trace":{"id":"hostile"},"unknown":[{}', ',{}', ']}'),
  'empty observations': () => filled('{"trace":{"id":"hostile"},"observations":[{}', ',{}', ']}'),
  'small numbers': () => filled('{"trace":{"id":"hostile","tags":[0', ',0', ']}}'),
  'ten million brackets': () =>
    `{"trace":{"id":"hostile","input":${'['.repeat(SIZE / 2)}${']'.repeat(SIZE / 2 - 100)}}}`,
  'brackets that nobody closes': () =>
    `{"trace":{"id":"hostile","metadata":${'{"a":'.repeat(SIZE / 5 - 100)}`,
  '30 observations of one id with thousands of keys each': () => observationsOfKeys(30, () => 'o'),
  '20 observations of one id that are too much together only': () => observationsOfKeys(20, () => 'o'),
  '150,000 tiny observations': () =>
    `{"observations":[${tinyObservations(150_000, (index) => `o-${index}`).join(',')}]}`,
};

/** Of different keys, unless told otherwise. */
export function observationsOfKeys(
  count: number,
  idOf: (index: number) => string,
  { traceId = 'hostile', value = 0, isDistinct = true } = {},
): string {
  const observations = Array.from({ length: count }, (_, index) => {
    const keys = keysOf(MANY_KEYS - 1, isDistinct ? index : 0, value);
    return `{"id":"${idOf(index)}","traceId":"${traceId}","metadata":{${keys}}}`;
  });
  return `{"observations":[${observations.join(',')}]}`;
}

/** Thousands of keys, each with a path of 10,000 characters. */
export function longPaths(): string {
  return `{"trace":{"id":"hostile","metadata":{"${'x'.repeat(10_000)}":{${keysOf(MANY_KEYS - 2, 0)}}}}}`;
}

/** Events of one observation, each of which says one thing about it. Small enough to be decoded at once. */
export function manyEventsOfOne(traceId: string): string {
  const events = Array.from(
    { length: 4000 },
    (_, index) => `{"id":"o","traceId":"${traceId}","metadata":{"k${index}":1}}`,
  );
  return `{"observations":[${events.join(',')}]}`;
}

function tinyObservations(count: number, idOf: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => `{"id":"${idOf(index)}","traceId":"hostile"}`);
}

function keysOf(count: number, series: number, value = 0): string {
  return Array.from({ length: count }, (_, index) => `"key-${series}-${index}":${value}`).join(',');
}

/** A million different keys in one object. */
export function manyKeys(): string {
  const members = Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":0`);
  return `{"trace":{"id":"many-keys","input":{${members.join(',')}}}}`;
}

/** Sound, and as large as may be. */
export function ordinaryBody(): string {
  const input = 'An ordinary text of an ordinary event. '.repeat(50);
  const count = Math.floor(SIZE / (input.length + 120));
  const observations = Array.from({ length: count }, (_, index) => ({
    id: `o-${index}`,
    traceId: 'ordinary',
    startTime: '2026-01-31T08:00:00Z',
    input,
  }));
  return JSON.stringify({ observations });
}
