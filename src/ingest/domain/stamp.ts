/**
 * When a field was set, as text whose order is the order of precedence: the time of the event, then create before update,
 * then (for protocols whose events carry no time of their own) the time of arrival.
 */
export type Stamp = string & { readonly __stamp: unique symbol };

/** Of a value that nobody sent but that follows from something else: any value that was sent outranks it. */
export const IMPLIED = '' as Stamp;

const DIGITS = 11;

/**
 * @param eventMicros time of the event, microseconds since 1970
 * @param arrivalMicros only where the event's own time cannot tell two writes apart; the later one then wins
 */
export function stampOf(eventMicros: number, kind: 'create' | 'update', arrivalMicros?: number): Stamp {
  const event = sortable(eventMicros) + (kind === 'create' ? '0' : '1');
  return (arrivalMicros === undefined ? event : event + sortable(arrivalMicros)) as Stamp;
}

function sortable(micros: number): string {
  return Math.max(0, micros).toString(36).padStart(DIGITS, '0');
}
