import { writeJson } from '../../src/common/json/json-text.js';
import type { Page } from '../../src/common/page.js';
import type { AnswerRoom } from '../../src/traces/domain/answer-room.js';
import type { Session, TraceOfSession } from '../../src/traces/domain/sessions/session.js';
import type { SessionQuery } from '../../src/traces/domain/sessions/session-query.js';
import { SessionReader } from '../../src/traces/domain/sessions/session.reader.js';
import type { StoredTrace } from '../factories/trace.factory.js';

const NOTHING_OBSERVED = { firstStart: null, lastEnd: null, totalCost: 0 };

/** The contract of SessionReader in the plainest form: everything is looked at, every time. */
export class InMemorySessionReader extends SessionReader {
  constructor(private readonly traces: readonly StoredTrace[]) {
    super();
  }

  find({ projectId, page, limit, from, before, environments }: SessionQuery): Promise<Page<Session>> {
    const found = this.sessions(projectId)
      .filter(({ createdAt }) => from === undefined || createdAt >= from)
      .filter(({ createdAt }) => before === undefined || createdAt < before)
      .filter(({ environment }) => environments === undefined || environments.includes(environment))
      .sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? 1 : -1));
    const first = (page - 1) * limit;
    return Promise.resolve({ items: found.slice(first, first + limit), totalItems: found.length });
  }

  get(projectId: string, id: string): Promise<Session | null> {
    return Promise.resolve(this.sessions(projectId).find((session) => session.id === id) ?? null);
  }

  async tracesOf(projectId: string, id: string, room: AnswerRoom): Promise<TraceOfSession[]> {
    const found = this.inOrder(projectId).filter(({ sessionId }) => sessionId === id);
    room.take(Buffer.byteLength(writeJson(found)), 'ask for less');
    return Promise.resolve(found.map((trace) => ({ ...trace, observed: NOTHING_OBSERVED })));
  }

  private sessions(projectId: string): Session[] {
    const sessions = new Map<string, Session>();
    for (const { sessionId, timestamp, environment } of this.inOrder(projectId)) {
      if (sessionId === null || sessions.has(sessionId)) continue;
      sessions.set(sessionId, { projectId, id: sessionId, createdAt: timestamp, environment });
    }
    return [...sessions.values()];
  }

  private inOrder(projectId: string): StoredTrace[] {
    return this.traces
      .filter((trace) => trace.projectId === projectId)
      .sort((a, b) => (a.timestamp + a.id < b.timestamp + b.id ? -1 : 1));
  }
}
