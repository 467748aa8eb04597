import { addMicros, type Timestamp } from '../../../common/time/timestamp.js';
import type { ReadDatabase } from '../../../database/read-database.js';
import { SqlParameters } from '../../../database/sql-parameters.js';
import type { Score } from '../../domain/scores/score.js';
import type { ScorePosition } from '../../domain/scores/score-position.js';
import type { ScoreFilter } from '../../domain/scores/score-query.js';
import { MANY_TO_SKIP, narrowedToHours, type HourSpan, type MatchingHour } from '../hour-walk.js';
import { hourlyScoresOf, scoredHoursQuery } from './hourly-scores.query.js';
import { scoreConditions } from './score-conditions.sql.js';
import { SCORE_BYTES, SCORE_COLUMNS, scoreFromRow, type ScoreRow } from './score-row.js';

/** A score of a list before it is read. */
export interface ScoreKey {
  readonly subject_id: string;
  readonly id: string;
  readonly trace_id: string | null;
  readonly timestamp: Timestamp;
  /** About how many bytes it has as JSON. */
  readonly bytes: number;
}

export interface ScoresAsked {
  readonly projectId: string;
  readonly filter: ScoreFilter;
}

export interface Stretch {
  readonly limit: number;
  readonly skip?: number;
  readonly after?: ScorePosition | null;
}

/**
 * In the order of the list. What the counts by the hour can tell of is only looked for in the hours in which it is: a source, a type or
 * an environment that is rare is found as fast as any other, without an index of its own, and what is skipped is not looked at.
 */
export async function findScoreKeys(
  database: ReadDatabase,
  asked: ScoresAsked,
  stretch: Stretch,
): Promise<ScoreKey[]> {
  const { limit, skip = 0, after = null } = stretch;
  const hourly = hourlyScoresOf(asked.projectId, asked.filter);
  if (hourly === null || !(hourly.isSelective || skip >= MANY_TO_SKIP))
    return readScoreKeys(database, asked, stretch);
  const position = after === null ? undefined : addMicros(after.timestamp, 1);
  const { from } = hourly;
  const before = position === undefined ? hourly.before : earlier(position, hourly.before);
  const hours = await narrowedToHours({ from, before, skip, limit }, (some, atMost) => {
    const { sql, parameters } = scoredHoursQuery(hourly, some, atMost);
    return database.query<MatchingHour>(sql, parameters);
  });
  if (hours === null) return [];
  const filter = { ...asked.filter, from: hours.from, before: hours.before };
  const keys = await readScoreKeys(
    database,
    { ...asked, filter },
    { ...stretch, skip: hours.skip },
    hours.spans,
  );
  // Fewer than were counted: some have been deleted since, and others follow.
  return keys.length < limit && !hours.isLast ? readScoreKeys(database, asked, stretch) : keys;
}

/** Where there are gaps between the spans, each is read by itself: what lies in the gaps is never looked at. */
function between(spans: readonly HourSpan[], select: string, parameters: SqlParameters): string {
  if (spans.length < 2) return select;
  const [starts, ends] = [spans.map(({ from }) => from), spans.map(({ before }) => before)];
  return `SELECT found.* FROM unnest(${parameters.add(starts)}::timestamptz[], ${parameters.add(ends)}::timestamptz[]) AS span(starts, ends)
     CROSS JOIN LATERAL (${select} AND "timestamp" >= span.starts AND "timestamp" < span.ends OFFSET 0) AS found`;
}

function earlier(a: Timestamp, b: Timestamp | undefined): Timestamp {
  return b === undefined || a < b ? a : b;
}

/** @param spans where all of them are; empty: anywhere */
function readScoreKeys(
  database: ReadDatabase,
  { projectId, filter }: ScoresAsked,
  { limit, skip = 0, after = null }: Stretch,
  spans: readonly HourSpan[] = [],
): Promise<ScoreKey[]> {
  const parameters = new SqlParameters();
  const conditions = [scoreConditions(projectId, filter, parameters)];
  if (after !== null) {
    const position = [after.timestamp, after.id, after.subjectId].map((value) => parameters.add(value));
    conditions.push(`("timestamp", id, subject_id) < (${position.join(', ')})`);
  }
  return database.query<ScoreKey>(
    `${between(spans, `SELECT subject_id, id, trace_id, "timestamp", (${SCORE_BYTES})::bigint AS bytes FROM scores WHERE ${conditions.join(' AND ')}`, parameters)}
     ORDER BY "timestamp" DESC, id DESC, subject_id DESC LIMIT ${parameters.add(limit)} OFFSET ${parameters.add(skip)}`,
    parameters.values,
  );
}

/** In the order of the keys, without those that are gone. */
export async function readScores(
  database: ReadDatabase,
  projectId: string,
  keys: readonly ScoreKey[],
): Promise<Score[]> {
  const rows = await database.query<ScoreRow & { subject_id: string }>(
    `SELECT subject_id, ${SCORE_COLUMNS} FROM scores
     WHERE project_id = $1 AND (subject_id, id) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [projectId, keys.map(({ subject_id }) => subject_id), keys.map(({ id }) => id)],
  );
  const byKey = new Map(rows.map((row) => [keyText(row), row]));
  return keys.flatMap((key) => {
    const row = byKey.get(keyText(key));
    return row === undefined ? [] : scoreFromRow(row);
  });
}

function keyText({ subject_id, id }: Pick<ScoreKey, 'subject_id' | 'id'>): string {
  return `${subject_id}\0${id}`;
}
