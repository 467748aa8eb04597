import { isWithin } from '../load/time-window.js';
import type { Incident } from '../load/incident.js';
import type { TraceBatch } from '../wire/trace-batch.js';

const FAILED_CALL_WEIGHT = 10;
/** Fewer turns are no conversation. */
const MIN_TURNS = 3;

/** What went by that is worth a look. The order in which it went by does not matter. */
export class Highlights {
  traces = 0;
  observations = 0;
  failedTraces = 0;

  private readonly agentTraces = new Map<string, number>();
  /** How much chats suffered in the incident. */
  private readonly chats = new Map<string, number>();
  private readonly turns = new Map<string, number>();

  constructor(private readonly incident: Incident) {}

  add({ trace, observations }: TraceBatch): void {
    this.traces++;
    this.observations += observations.length;
    const isFailed = trace.tags.includes('failed');
    if (isFailed) this.failedTraces++;
    const chat = trace.tags.includes('chat') ? trace.sessionId : undefined;
    if (chat !== undefined) this.turns.set(chat, (this.turns.get(chat) ?? 0) + 1);
    if (!isWithin(this.incident, Date.parse(trace.timestamp))) return;
    const failures = observations.filter(
      ({ level, model }) => level === 'ERROR' && model !== undefined,
    ).length;
    if (trace.tags.includes('agent') && !isFailed && failures > 0) this.agentTraces.set(trace.id, failures);
    if (chat === undefined) return;
    const before = this.chats.get(chat) ?? 0;
    this.chats.set(chat, before + 1 + FAILED_CALL_WEIGHT * failures);
  }

  /** The conversation that suffered most in the incident. */
  get sessionId(): string | null {
    const conversations = [...this.chats].filter(([id]) => (this.turns.get(id) ?? 0) >= MIN_TURNS);
    return highest(new Map(conversations.length > 0 ? conversations : this.chats));
  }

  /** An agent that had to ask again in the incident and got its answer. */
  get agentTraceId(): string | null {
    return highest(this.agentTraces);
  }
}

function highest(scores: ReadonlyMap<string, number>): string | null {
  const [best] = [...scores].sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1));
  return best?.[0] ?? null;
}
