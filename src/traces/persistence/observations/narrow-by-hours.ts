import { addMicros } from '../../../common/time/timestamp.js';
import type { ReadDatabase } from '../../../database/read-database.js';
import { MANY_TO_SKIP, narrowedToHours, type MatchingHour } from '../hour-walk.js';
import { keptCountOf, matchingHoursQuery } from './kept-hours.query.js';
import type { ObservationsAsked, Stretch } from './observation-keys.query.js';

export interface NarrowedStretch {
  readonly asked: ObservationsAsked;
  readonly stretch: Stretch;
}

/**
 * The same stretch within the hours in which it lies, as far as the figures that are kept by the hour can tell; null where nothing matches at
 * all. So an index by start need not be followed through what does not match: a type or an environment that is rare, or was in use long
 * ago, is found as fast as any other, without an index of its own; and what a page far back in the list would skip is never looked at.
 */
export async function narrowByHours(
  database: ReadDatabase,
  asked: ObservationsAsked,
  stretch: Stretch,
): Promise<NarrowedStretch | null> {
  const kept = keptCountOf(asked);
  const { types, environments, level, from, before: end } = asked.filter;
  const { limit, skip = 0, after } = stretch;
  const isSelective = types !== undefined || environments !== undefined || level !== undefined;
  if (kept === null || !(isSelective || skip >= MANY_TO_SKIP)) return { asked, stretch };
  const position = after ? addMicros(after.startTime, 1) : undefined;
  const before = end !== undefined && position !== undefined && position < end ? position : (end ?? position);
  const narrowed = await narrowedToHours({ from, before, skip, limit }, (hours, atMost) => {
    const { sql, parameters } = matchingHoursQuery(asked, hours, kept, atMost);
    return database.query<MatchingHour>(sql, parameters);
  });
  if (narrowed === null) return null;
  const filter = { ...asked.filter, from: narrowed.from, before: narrowed.before };
  return { asked: { ...asked, filter }, stretch: { ...stretch, skip: narrowed.skip } };
}
