import type { Page } from '../../src/common/page.js';
import { traceIdSpellings } from '../../src/common/trace-id-spellings.js';
import { writeJson } from '../../src/common/json/json-text.js';
import type { AnswerRoom } from '../../src/traces/domain/answer-room.js';
import type { ListedScore, Score, ScoredTrace, ScoreStretch } from '../../src/traces/domain/scores/score.js';
import type { ScoreColumn } from '../../src/traces/domain/scores/score-filter-columns.js';
import type { ScorePosition } from '../../src/traces/domain/scores/score-position.js';
import type {
  ScoreFilter,
  ScoreQuery,
  ScoreScan,
  ValueOperator,
} from '../../src/traces/domain/scores/score-query.js';
import { ScoreReader } from '../../src/traces/domain/scores/score.reader.js';
import type { StoredTrace } from '../factories/trace.factory.js';
import { meetsFilter, type FilterValue } from './filter-evaluation.js';

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
    private readonly traces: readonly StoredTrace[] = [],
  ) {
    super();
  }

  async find(query: ScoreQuery, room: AnswerRoom): Promise<Page<ListedScore>> {
    const found = this.found(query);
    const first = (query.page - 1) * query.limit;
    const items = found
      .slice(first, first + query.limit)
      .map((score) => ({ ...score, trace: query.withTraces ? this.shownTrace(score) : null }));
    room.take(Buffer.byteLength(writeJson(items)), 'ask for less');
    return Promise.resolve({ items, totalItems: found.length });
  }

  async scan(scan: ScoreScan, room: AnswerRoom): Promise<ScoreStretch> {
    const { after, limit } = scan;
    const rest = this.found(scan).filter(
      (score) => after === null || isBefore(keysOf(score), [after.timestamp, after.id, after.subjectId]),
    );
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    room.take(Buffer.byteLength(writeJson(items)), 'ask for less');
    const next = rest.length > limit && last !== undefined ? positionOf(last) : null;
    return Promise.resolve({ items, next });
  }

  async ofTrace(projectId: string, traceId: string, room: AnswerRoom): Promise<Score[]> {
    const found = this.scores.filter((score) => score.projectId === projectId && score.traceId === traceId);
    room.take(Buffer.byteLength(writeJson(found)), 'ask for less');
    return Promise.resolve(found.sort(compare));
  }

  async idsOfTraces(
    projectId: string,
    traceIds: readonly string[],
    room: AnswerRoom,
  ): Promise<Map<string, string[]>> {
    const ids = new Map<string, string[]>();
    for (const score of this.scores) {
      if (score.projectId !== projectId || score.traceId === null || !traceIds.includes(score.traceId))
        continue;
      ids.set(score.traceId, [...(ids.get(score.traceId) ?? []), score.id].sort());
    }
    room.take(Buffer.byteLength(JSON.stringify([...ids])), 'ask for less');
    return Promise.resolve(ids);
  }

  get(projectId: string, id: string): Promise<Score | null> {
    const found = this.scores.filter((score) => score.projectId === projectId && score.id === id);
    return Promise.resolve(found.sort(compare).at(-1) ?? null);
  }

  private found({ projectId, filter }: Pick<ScoreQuery, 'projectId' | 'filter'>): Score[] {
    return this.scores
      .filter((score) => score.projectId === projectId && this.matches(score, filter))
      .sort((a, b) => -compare(a, b));
  }

  private matches(score: Score, filter: ScoreFilter): boolean {
    const trace = this.traceOf(score);
    const { value, values, userId, traceTags, conditions = [] } = filter;
    return (
      isAsked(score, filter) &&
      meetsFilter(conditions, (column) => valueOf(score, trace, column)) &&
      (values === undefined || (score.value !== null && values.includes(score.value))) &&
      (value === undefined || (score.value !== null && HOLDS[value.operator](score.value, value.number))) &&
      (userId === undefined || trace?.userId === userId) &&
      (traceTags === undefined || (trace !== null && traceTags.every((tag) => trace.tags.includes(tag))))
    );
  }

  private traceOf({ projectId, traceId }: Score): StoredTrace | null {
    return this.traces.find((trace) => trace.projectId === projectId && trace.id === traceId) ?? null;
  }

  private shownTrace(score: Score): ScoredTrace | null {
    const spellings = score.traceId === null ? [] : traceIdSpellings(score.traceId);
    const [trace] = spellings.flatMap((traceId) => this.traceOf({ ...score, traceId }) ?? []);
    if (trace === undefined) return null;
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

function valueOf(score: Score, trace: StoredTrace | null, column: ScoreColumn): FilterValue {
  if (column === 'metadata')
    return score.metadata && (JSON.parse(score.metadata.text) as Record<string, unknown>);
  if (column === 'traceTags') return trace?.tags ?? null;
  if (column === 'userId') return trace?.userId ?? null;
  return column === 'traceName' ? (trace?.name ?? null) : score[column];
}

function keysOf(score: Score): readonly string[] {
  return [score.timestamp, score.id, score.traceId ?? score.sessionId ?? score.datasetRunId ?? ''];
}

function positionOf(score: Score): ScorePosition {
  const [, id = '', subjectId = ''] = keysOf(score);
  return { timestamp: score.timestamp, id, subjectId };
}

function compare(a: Score, b: Score): number {
  return isBefore(keysOf(a), keysOf(b)) ? -1 : 1;
}

function isBefore(keys: readonly string[], others: readonly string[]): boolean {
  const at = keys.findIndex((key, index) => key !== others[index]);
  return at !== -1 && (keys[at] ?? '') < (others[at] ?? '');
}
