/**
 * An instant as text: UTC, always 27 characters, microseconds (`2026-01-31T08:00:00.000000Z`).
 * Comparing two of them as strings compares the instants.
 */
export type Timestamp = string & { readonly __timestamp: unique symbol };

const MICROS_PER_MS = 1000;
const MICROS_PER_SECOND = 1_000_000;
const ZERO = '0'.charCodeAt(0);
const EARLIEST = '1970';
const LATEST = '2099-12-31T23:59:59';
const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

// RFC 3339, with a space, a lower-case t or z and a missing offset (read as UTC) tolerated.
const RFC3339 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?)?$/;

/** The rule that {@link parseTimestamp} enforces, as an error message says it. */
export const TIMESTAMP_RULE =
  'must be an RFC 3339 date-time between 1970 and 2100, such as 2026-01-31T08:00:00.000Z';

/**
 * Reads an RFC 3339 date-time. Digits beyond the microsecond are cut off; a missing offset means UTC.
 * Returns null for anything else: other formats, impossible dates (30 February), years outside 1970 to 2099.
 */
export function parseTimestamp(text: string): Timestamp | null {
  const match = RFC3339.exec(text);
  if (!match) return null;
  const [
    ,
    year,
    month,
    day,
    hour = '00',
    minute = '00',
    second = '00',
    fraction = '',
    ,
    sign,
    offsetHour,
    offsetMinute,
  ] = match;
  if (year === undefined || month === undefined || day === undefined) return null;
  if (hour > '23' || minute > '59' || second > '59') return null;
  if (day < '01' || Number(day) > daysOf(Number(year), Number(month))) return null;
  const micros = fraction.length === 6 ? fraction : fraction.padEnd(6, '0').slice(0, 6);
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const utc = sign === undefined ? local : inUtc(local, sign, Number(offsetHour), Number(offsetMinute));
  if (utc === null || utc < EARLIEST || utc > LATEST) return null;
  return `${utc}.${micros}Z` as Timestamp;
}

/** A local date-time in UTC; null where there is no such offset. */
function inUtc(local: string, sign: string, hours: number, minutes: number): string | null {
  if (hours > 23 || minutes > 59) return null;
  const offset = (hours * 60 + minutes) * 60_000;
  return new Date(Date.parse(`${local}Z`) + (sign === '-' ? offset : -offset)).toISOString().slice(0, 19);
}

/** 0 for a month that there is not. */
function daysOf(year: number, month: number): number {
  if (month !== 2) return DAYS[month] ?? 0;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** Milliseconds since 1970 to a timestamp. */
export function timestampFromMs(ms: number): Timestamp {
  return `${new Date(ms).toISOString().slice(0, 23)}000Z` as Timestamp;
}

/** Microseconds since 1970 to a timestamp. */
export function timestampFromMicros(micros: number): Timestamp {
  const second = Math.floor(micros / MICROS_PER_SECOND);
  if (second !== lastSecond) {
    lastPrefix = new Date(second * 1000).toISOString().slice(0, 20);
    lastSecond = second;
  }
  return `${lastPrefix}${String(micros - second * MICROS_PER_SECOND).padStart(6, '0')}Z` as Timestamp;
}

/** What comes together happened together: most times are of the same second as the one before. */
let lastSecond = NaN;
let lastPrefix = '';

/** Microseconds since 1970. */
export function timestampToMicros(timestamp: Timestamp): number {
  return timestampToMs(timestamp) * MICROS_PER_MS + digits(timestamp, 23, 26);
}

/** So many microseconds later. */
export function addMicros(timestamp: Timestamp, micros: number): Timestamp {
  const sum = timestampToMicros(timestamp) + micros;
  const ms = Math.floor(sum / MICROS_PER_MS);
  const rest = String(sum - ms * MICROS_PER_MS).padStart(3, '0');
  return timestampFromMs(ms).replace('000Z', `${rest}Z`) as Timestamp;
}

/** Milliseconds since 1970, the microseconds cut off. */
export function timestampToMs(timestamp: Timestamp): number {
  return Date.UTC(
    digits(timestamp, 0, 4),
    digits(timestamp, 5, 7) - 1,
    digits(timestamp, 8, 10),
    digits(timestamp, 11, 13),
    digits(timestamp, 14, 16),
    digits(timestamp, 17, 19),
    digits(timestamp, 20, 23),
  );
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) value = value * 10 + text.charCodeAt(index) - ZERO;
  return value;
}

/** As an answer shows it: milliseconds, or microseconds where they are not zero. */
export function formatTimestamp(timestamp: Timestamp): string {
  return timestamp.endsWith('000Z') ? `${timestamp.slice(0, 23)}Z` : timestamp;
}
