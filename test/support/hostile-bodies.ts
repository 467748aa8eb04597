/** Bodies of about 20 MB that are cheap to send and dear to parse. */
const SIZE = 20_000_000;

function filled(before: string, part: string, after: string): string {
  return before + part.repeat(Math.floor((SIZE - before.length - after.length) / part.length)) + after;
}

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
};

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
