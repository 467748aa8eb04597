import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './answer.js';

/** Sends one request. Rejects where there was no answer. */
type Post = (path: string, body: unknown) => Promise<Answer>;

const OBSERVATIONS = 3;
const PAUSE_MS = 20;

/** Clients that write one trace after the other, and know which of them were acknowledged. */
export class Writers {
  /** Ids of the traces whose writes were answered 200. */
  readonly acknowledged: string[] = [];
  /** Answers that are neither 200 nor a 503 that says when to come back. */
  readonly wrongAnswers: string[] = [];
  refused = 0;
  unanswered = 0;
  private isStopping = false;
  private readonly running: Promise<unknown>;

  constructor(
    private readonly post: Post,
    private readonly name: string,
    count = 4,
  ) {
    this.running = Promise.all(Array.from({ length: count }, (_, writer) => this.write(writer)));
  }

  /** Resolves when the requests that are under way are answered. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.running;
  }

  private async write(writer: number): Promise<void> {
    for (let count = 0; !this.isStopping; count++) {
      const id = `${this.name}-${writer}-${count}`;
      try {
        this.take(id, await this.post('/v1/l/batch', batchOf(id)));
      } catch {
        this.unanswered += 1;
        await pause(PAUSE_MS);
      }
    }
  }

  private take(id: string, { status, headers, text }: Answer): void {
    if (status === 200) this.acknowledged.push(id);
    else if (status === 503 && /^[1-9]\d*$/.test(headers.get('retry-after') ?? '')) this.refused += 1;
    else this.wrongAnswers.push(`${status} ${text}`);
  }
}

function batchOf(traceId: string): unknown {
  const timestamp = '2026-01-31T08:00:00Z';
  const observations = Array.from({ length: OBSERVATIONS }, (_, index) => ({
    id: `o-${index}`,
    traceId,
    startTime: timestamp,
    input: { text: 'a question of some length, '.repeat(10) },
    calculatedTotalCost: 0.25,
  }));
  return { trace: { id: traceId, timestamp, name: 'written under load' }, observations };
}

/** What of the acknowledged traces is not stored, or not whole. */
export const MISSING_TRACES = `
  SELECT a.id FROM unnest($1::text[]) AS a (id)
  LEFT JOIN traces t ON t.id = a.id AND t.name IS NOT NULL AND t.observation_count = ${OBSERVATIONS}
  WHERE t.id IS NULL
    OR (SELECT count(*) FROM observations o WHERE o.project_id = t.project_id AND o.trace_id = t.id) <> ${OBSERVATIONS}`;
