import * as fc from 'fast-check';
import {
  addMicros,
  formatTimestamp,
  parseTimestamp,
  timestampFromMs,
  timestampToMicros,
  timestampToMs,
  type Timestamp,
} from './timestamp.js';

const millis = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) - 1 });

describe(parseTimestamp, () => {
  it('reads what Date writes, for any instant', () => {
    fc.assert(
      fc.property(millis, (ms) => {
        const timestamp = parseTimestamp(new Date(ms).toISOString());
        expect(timestamp).toBe(timestampFromMs(ms));
        expect(timestampToMs(timestamp as Timestamp)).toBe(ms);
      }),
    );
  });

  it('reads an instant with any offset as the same instant', () => {
    const offsets = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });
    const day = 24 * 3_600_000;
    fc.assert(
      fc.property(fc.integer({ min: day, max: Date.UTC(2099, 11, 30) }), offsets, (ms, minutes) => {
        const local = new Date(ms + minutes * 60_000).toISOString().slice(0, -1);
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const offset = `${minutes < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(rest)}`;
        expect(parseTimestamp(local + offset)).toBe(timestampFromMs(ms));
      }),
    );
  });

  it('sorts as text as the instants do', () => {
    const texts = fc.tuple(millis, fc.integer({ min: 0, max: 999 })).map(([ms, micros]) => ({
      micros: ms * 1000 + micros,
      text: `${new Date(ms).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}Z`,
    }));
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const [left, right] = [parseTimestamp(a.text) ?? '', parseTimestamp(b.text) ?? ''];
        expect(left < right).toBe(a.micros < b.micros);
        expect(timestampToMicros(left as Timestamp)).toBe(a.micros);
      }),
    );
  });

  it.each([
    ['2026-01-31T08:00:00Z', '2026-01-31T08:00:00.000000Z'],
    ['2026-01-31t08:00:00z', '2026-01-31T08:00:00.000000Z'],
    ['2026-01-31 08:00:00', '2026-01-31T08:00:00.000000Z'],
    ['2026-01-31T08:00', '2026-01-31T08:00:00.000000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000000Z'],
    ['2026-01-31T08:00:00.5Z', '2026-01-31T08:00:00.500000Z'],
    ['2026-01-31T08:00:00,123456Z', '2026-01-31T08:00:00.123456Z'],
    ['2026-01-31T08:00:00.123456999Z', '2026-01-31T08:00:00.123456Z'],
    ['2026-01-31T23:30:00-0130', '2026-02-01T01:00:00.000000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000000Z'],
    ['1969-12-31T23:00:00-01:00', '1970-01-01T00:00:00.000000Z'],
    ['2099-12-31T23:59:59.999999999Z', '2099-12-31T23:59:59.999999Z'],
  ])('reads %s', (text, expected) => {
    expect(parseTimestamp(text)).toBe(expected);
  });

  it.each([
    '',
    'now',
    '1769846400',
    '2026-1-31T08:00:00Z',
    '2026-02-30T08:00:00Z',
    '2025-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2026-00-10',
    '2026-13-10',
    '2026-01-00',
    '2026-01-31T24:00:00Z',
    '2026-01-31T08:60:00Z',
    '2026-01-31T08:00:60Z',
    '2026-01-31T08:00:00+24:00',
    '2026-01-31T08:00:00+01:60',
    '2026-01-31T08:00:00+1',
    '2026-01-31T08:00:00.Z',
    '2026-01-31T08:00:00.1234567890123Z',
    ' 2026-01-31T08:00:00Z',
    '2026-01-31T08:00:00Z\n',
    '1969-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '2099-12-31T23:59:59-00:01',
    '0085-01-31T08:00:00Z',
    '0000-01-01',
    '+2026-01-31T08:00:00Z',
    '٢٠٢٦-01-31T08:00:00Z',
  ])('refuses %j', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });
});

describe(formatTimestamp, () => {
  it('shows microseconds only where there are any', () => {
    expect(formatTimestamp('2026-01-31T08:00:00.120000Z' as Timestamp)).toBe('2026-01-31T08:00:00.120Z');
    expect(formatTimestamp('2026-01-31T08:00:00.120001Z' as Timestamp)).toBe('2026-01-31T08:00:00.120001Z');
  });

  it('shows a text that is read as the same instant', () => {
    fc.assert(
      fc.property(millis, fc.integer({ min: 0, max: 999 }), (ms, micros) => {
        const timestamp = timestampFromMs(ms).replace('000Z', `${String(micros).padStart(3, '0')}Z`);
        expect(parseTimestamp(formatTimestamp(timestamp as Timestamp))).toBe(timestamp);
      }),
    );
  });
});

describe(addMicros, () => {
  it.each([
    ['2026-01-31T08:00:00.000000Z', -1, '2026-01-31T07:59:59.999999Z'],
    ['2026-01-31T07:59:59.999999Z', 1, '2026-01-31T08:00:00.000000Z'],
    ['2026-01-31T08:00:00.000998Z', 1, '2026-01-31T08:00:00.000999Z'],
    ['1970-01-01T00:00:00.000000Z', -1, '1969-12-31T23:59:59.999999Z'],
  ])('%s and %d make %s', (timestamp, micros, sum) => {
    expect(addMicros(timestamp as Timestamp, micros)).toBe(sum);
  });
});

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
