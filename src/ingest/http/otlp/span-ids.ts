import { RefusedItemError } from './refused-item.error.js';

const TRACE_ID = /^[0-9a-f]{32}$/;
const SPAN_ID = /^[0-9a-f]{16}$/;
const ZEROS = /^0*$/;

/** Checks the ids of a span, in lower-case hex. @throws RefusedItemError */
export function checkSpanIds(traceId: string, spanId: string, parentSpanId: string): void {
  if (!TRACE_ID.test(traceId) || ZEROS.test(traceId))
    throw new RefusedItemError('traceId must be 16 bytes (32 hexadecimal digits), not all of them zero');
  if (!SPAN_ID.test(spanId) || ZEROS.test(spanId))
    throw new RefusedItemError('spanId must be 8 bytes (16 hexadecimal digits), not all of them zero');
  if (!ZEROS.test(parentSpanId) && !SPAN_ID.test(parentSpanId))
    throw new RefusedItemError('parentSpanId must be empty or 8 bytes (16 hexadecimal digits)');
}

/** Empty, and zeros: the span is a root. */
export function parentOrNull(parentSpanId: string): string | null {
  return ZEROS.test(parentSpanId) ? null : parentSpanId;
}
