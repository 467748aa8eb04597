import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import {
  parseTimestamp,
  timestampFromMicros,
  timestampFromMs,
  timestampToMicros,
  type Timestamp,
} from '../../../common/time/timestamp.js';
import type { OtlpSpan, OtlpSpanEvent } from './otlp-span.js';

/** What a time of OTLP has to be, as an error message says it. */
export const NANOS_RULE = 'must be the nanoseconds from 1970 to a time before 2100';
const NANOS_PER_MICRO = 1000n;
const MAX_TIME_CHARACTERS = 100;
/** 2100. */
const END_OF_TIME = 4_102_444_800_000_000_000n;

export interface SpanTimes {
  readonly start: Timestamp;
  /** What the start has below the microsecond. */
  readonly startNanos: number;
  readonly end: Timestamp;
  /** The same, microseconds since 1970. */
  readonly endMicros: number;
  /** Neither the start nor the end was said. */
  readonly isImplied: boolean;
}

/** Of two edges of which one is missing, both are the other; where both are, the span is dated on arrival. @throws InvalidFieldError */
export function spanTimes(span: OtlpSpan, receivedAtMs: number): SpanTimes {
  const { startNanos, endNanos } = span;
  if (startNanos === 0n && endNanos === 0n) {
    const arrival = timestampFromMs(receivedAtMs);
    const endMicros = timestampToMicros(arrival);
    return { start: arrival, startNanos: 0, end: arrival, endMicros, isImplied: true };
  }
  const startsAt = startNanos === 0n ? endNanos : startNanos;
  const startMicros = microsOf(startsAt, 'startTimeUnixNano');
  const endsAt = endNanos === 0n ? startMicros : microsOf(endNanos, 'endTimeUnixNano');
  // Clocks are set back.
  const endMicros = Math.max(startMicros, endsAt);
  return {
    start: timestampFromMicros(startMicros),
    startNanos: Number(startsAt % NANOS_PER_MICRO),
    end: timestampFromMicros(endMicros),
    endMicros,
    isImplied: false,
  };
}

function microsOf(nanos: bigint, field: string): number {
  const micros = microsOfNanos(nanos);
  if (micros === undefined) throw new InvalidFieldError([field], NANOS_RULE);
  return micros;
}

function microsOfNanos(nanos: bigint): number | undefined {
  return nanos < 0n || nanos >= END_OF_TIME ? undefined : Number(nanos / NANOS_PER_MICRO);
}

/** Undefined: there is no such time. */
export function timestampOfNanos(nanos: bigint): Timestamp | undefined {
  const micros = microsOfNanos(nanos);
  return micros === undefined ? undefined : timestampFromMicros(micros);
}

/** To the nanosecond, for people; what is no time, as the number that was sent. */
export function nanosText(nanos: bigint): string {
  const timestamp = timestampOfNanos(nanos);
  if (timestamp === undefined) return String(nanos);
  return `${timestamp.slice(0, -1)}${String(nanos % NANOS_PER_MICRO).padStart(3, '0')}Z`;
}

/** So long after the span began; undefined where it would lie before, or nobody knows when the span began. */
export function timeAfterStart(span: OtlpSpan, nanos: number): Timestamp | undefined {
  if (span.startNanos === 0n || !Number.isFinite(nanos) || nanos < 0) return undefined;
  return timestampOfNanos(span.startNanos + BigInt(Math.round(nanos)));
}

/** When something happened within a span; undefined where nobody says so, or it would lie before the span. */
export function timeOfEvent(span: OtlpSpan, { nanos }: OtlpSpanEvent): Timestamp | undefined {
  return nanos === 0n ? undefined : unlessBeforeStart(span, timestampOfNanos(nanos));
}

const MICROS_PER_MILLI = 1000;

/** Clocks that count milliseconds show the one in which the span began: then it is as if it had happened at once. */
export function unlessBeforeStart(span: OtlpSpan, time: Timestamp | undefined): Timestamp | undefined {
  const startsAt = span.startNanos === 0n ? span.endNanos : span.startNanos;
  if (time === undefined || startsAt === 0n) return time;
  const micros = timestampToMicros(time);
  const startMicros = Number(startsAt / NANOS_PER_MICRO);
  if (micros >= startMicros) return time;
  const isCutToMillis =
    micros % MICROS_PER_MILLI === 0 && micros === startMicros - (startMicros % MICROS_PER_MILLI);
  return isCutToMillis ? timestampFromMicros(startMicros) : undefined;
}

/** A date-time, also one that was made JSON once or twice too often. */
export function timestampIn(text: string): Timestamp | undefined {
  if (text.length > MAX_TIME_CHARACTERS) return undefined;
  return parseTimestamp(text.replace(/^["\\]+|["\\]+$/g, '')) ?? undefined;
}
