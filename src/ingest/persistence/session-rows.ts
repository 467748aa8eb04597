import { LRUCache } from 'lru-cache';
import type { Clock } from '../../common/clock.js';
import { flatCopy } from '../../common/flat-copy.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import type { Transaction } from '../../database/write-database.js';
import { isEarlier, type MentionedSession } from '../domain/mentioned-sessions.js';
import { jsonChunks } from './row-chunks.js';

const MAX_KNOWN = 20_000;
/** After this time a session is written once more, in case that the database was put back to what it was before. */
const KNOWN_MS = 5 * 60_000;

/** By the same rule as isEarlier. */
const ADD_SESSIONS = `
  INSERT INTO sessions AS s (project_id, id, environment, created_at)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(project_id text, id text, environment text, created_at timestamptz)
  ON CONFLICT (project_id, id) DO UPDATE SET environment = EXCLUDED.environment, created_at = EXCLUDED.created_at
  WHERE (EXCLUDED.created_at, EXCLUDED.environment = 'default', EXCLUDED.environment COLLATE "C")
    < (s.created_at, s.environment = 'default', s.environment COLLATE "C")`;

/** Writes the sessions that traces mention. Most were written a moment ago; as none is ever deleted, these cost nothing more. */
export class SessionRows {
  private readonly known: LRUCache<string, MentionedSession>;

  constructor(clock: Clock) {
    this.known = new LRUCache({
      max: MAX_KNOWN,
      ttl: KNOWN_MS,
      ttlResolution: 0,
      perf: clock,
    });
  }

  /** @param sessions in ascending order of their keys, which is the order in which their rows are locked */
  addAtCommit(transaction: Transaction, sessions: ReadonlyMap<string, MentionedSession>): void {
    const rows = [];
    for (const [key, session] of sessions) {
      if (!this.isNews(key, session)) continue;
      const { projectId, id, environment, createdAt } = session;
      rows.push({ project_id: projectId, id, environment, created_at: createdAt });
    }
    for (const json of jsonChunks(rows)) transaction.atCommit(ADD_SESSIONS, [json]);
  }

  /** To be told when they are committed. */
  committed(sessions: ReadonlyMap<string, MentionedSession>): void {
    for (const [key, session] of sessions)
      if (this.isNews(key, session)) this.known.set(key, keptCopy(session));
  }

  private isNews(key: string, session: MentionedSession): boolean {
    const known = this.known.get(key);
    return known === undefined || isEarlier(session, known);
  }
}

/** Its texts may be cut out of a body. The key is put together of them, and so a text of its own. */
function keptCopy({ projectId, id, environment, createdAt }: MentionedSession): MentionedSession {
  return {
    projectId,
    id: flatCopy(id),
    environment: flatCopy(environment),
    createdAt: flatCopy(createdAt) as Timestamp,
  };
}
