const BITS_128 = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/**
 * The ids that a caller may mean: the id itself first, then, where it spells 128 bits in hexadecimal (a UUID, a trace id of
 * OpenTelemetry), the other ways to write them. Clients that think in UUIDs find traces that came without hyphens, and the reverse.
 */
export function traceIdSpellings(id: string): readonly string[] {
  const groups = BITS_128.exec(id)?.slice(1);
  if (groups === undefined) return [id];
  return [...new Set([id, groups.join('').toLowerCase(), groups.join('-').toLowerCase()])];
}
