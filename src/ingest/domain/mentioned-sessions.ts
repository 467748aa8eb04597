import type { Timestamp } from '../../common/time/timestamp.js';
import type { Patch, TracePatch } from './patch.js';
import { IMPLIED } from './stamp.js';
import { TRACE_BLANKS } from './telemetry-fields.js';

/** What a trace says about the session that it belongs to. */
export interface MentionedSession {
  readonly projectId: string;
  readonly id: string;
  readonly environment: string;
  readonly createdAt: Timestamp;
}

/** The sessions that the patches mention, by their key; of each the earliest mention, so that the order of the patches does not matter. */
export function sessionsOf(patches: readonly Patch[]): Map<string, MentionedSession> {
  const sessions = new Map<string, MentionedSession>();
  for (const patch of patches) {
    if (patch.kind !== 'trace') continue;
    const { sessionId, timestamp } = patch.state.fields;
    if (sessionId === undefined || sessionId === null || sessionId === '') continue;
    if (timestamp === undefined) continue;
    const session: MentionedSession = {
      projectId: patch.projectId,
      id: sessionId,
      environment: saidEnvironment(patch) ?? TRACE_BLANKS.environment,
      createdAt: timestamp,
    };
    const key = `${patch.projectId}\0${sessionId}`;
    const known = sessions.get(key);
    if (known === undefined || isEarlier(session, known)) sessions.set(key, session);
  }
  return sessions;
}

/** Not what only follows from the observations: patches that were merged before know that, others do not. */
function saidEnvironment({ state }: TracePatch): string | undefined {
  const stamp = state.exceptions?.get('environment') ?? state.stamp;
  return stamp === IMPLIED ? undefined : state.fields.environment;
}

/** At the same instant an environment that was said goes before the default, then the smaller text. */
export function isEarlier(a: MentionedSession, b: MentionedSession): boolean {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt;
  const [aIsBlank, bIsBlank] = [a, b].map(({ environment }) => environment === TRACE_BLANKS.environment);
  return aIsBlank === bIsBlank ? a.environment < b.environment : bIsBlank === true;
}
