import type { Page } from '../../src/common/page.js';
import { writeJson } from '../../src/common/json/json-text.js';
import type { AnswerRoom } from '../../src/traces/domain/answer-room.js';
import type { ListedScore, Score, ScoredTrace } from '../../src/traces/domain/scores/score.js';
import type { ScoreFilter, ScoreQuery, ValueOperator } from '../../src/traces/domain/scores/score-query.js';
import { ScoreReader } from '../../src/traces/domain/scores/score.reader.js';

const HOLDS: Readonly<Record<ValueOperator, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

/** The contract of ScoreReader in the plainest form: everything is looked at, every time. */
export class InMemoryScoreReader extends ScoreReader {
  constructor(
    private readonly scores: readonly Score[],
    private readonly traces: readonly (ScoredTrace & { projectId: string })[] = [],
  ) {
    super();
  }

  find(query: ScoreQuery): Promise<Page<ListedScore>> {
    const found = this.scores
      .filter((score) => score.projectId === query.projectId && this.matches(score, query.filter))
      .sort((a, b) => -compare(a, b));
    const first = (query.page - 1) * query.limit;
    const items = found
      .slice(first, first + query.limit)
      .map((score) => ({ ...score, trace: query.withTraces ? this.shownTrace(score) : null }));
    return Promise.resolve({ items, totalItems: found.length });
  }

  async ofTrace(projectId: string, traceId: string, room: AnswerRoom): Promise<Score[]> {
    const found = this.scores.filter((score) => score.projectId === projectId && score.traceId === traceId);
    room.take(Buffer.byteLength(writeJson(found)), 'ask for less');
    return Promise.resolve(found.sort(compare));
  }

  idsOfTraces(projectId: string, traceIds: readonly string[]): Promise<Map<string, string[]>> {
    const ids = new Map<string, string[]>();
    for (const score of this.scores) {
      if (score.projectId !== projectId || score.traceId === null || !traceIds.includes(score.traceId))
        continue;
      ids.set(score.traceId, [...(ids.get(score.traceId) ?? []), score.id].sort());
    }
    return Promise.resolve(ids);
  }

  get(projectId: string, id: string): Promise<Score | null> {
    const found = this.scores.filter((score) => score.projectId === projectId && score.id === id);
    return Promise.resolve(found.sort(compare).at(-1) ?? null);
  }

  private matches(score: Score, filter: ScoreFilter): boolean {
    const trace = this.traceOf(score);
    const { value, userId, traceTags } = filter;
    return (
      isAsked(score, filter) &&
      (value === undefined || (score.value !== null && HOLDS[value.operator](score.value, value.number))) &&
      (userId === undefined || trace?.userId === userId) &&
      (traceTags === undefined || (trace !== null && traceTags.every((tag) => trace.tags.includes(tag))))
    );
  }

  private traceOf({ projectId, traceId }: Score): (ScoredTrace & { projectId: string }) | null {
    return this.traces.find((trace) => trace.projectId === projectId && trace.id === traceId) ?? null;
  }

  private shownTrace(score: Score): ScoredTrace | null {
    const trace = this.traceOf(score);
    if (trace === null) return null;
    const { id, userId, sessionId, environment, tags } = trace;
    return { id, userId, sessionId, environment, tags };
  }
}

function isAsked(score: Score, filter: ScoreFilter): boolean {
  const equal: [string | undefined, string | null][] = [
    [filter.name, score.name],
    [filter.source, score.source],
    [filter.dataType, score.dataType],
    [filter.configId, score.configId],
    [filter.queueId, score.queueId],
    [filter.traceId, score.traceId],
    [filter.sessionId, score.sessionId],
    [filter.datasetRunId, score.datasetRunId],
  ];
  const among: [readonly string[] | undefined, string | null][] = [
    [filter.ids, score.id],
    [filter.observationIds, score.observationId],
    [filter.environments, score.environment],
  ];
  return (
    equal.every(([wanted, value]) => wanted === undefined || wanted === value) &&
    among.every(([wanted, value]) => wanted === undefined || (value !== null && wanted.includes(value))) &&
    (filter.from === undefined || score.timestamp >= filter.from) &&
    (filter.before === undefined || score.timestamp < filter.before)
  );
}

function compare(a: Score, b: Score): number {
  if (a.timestamp !== b.timestamp) return a.timestamp < b.timestamp ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
