import type { Page } from '../../src/common/page.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { writeJson } from '../../src/common/json/json-text.js';
import type { AnswerRoom } from '../../src/traces/domain/answer-room.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import type { ListedTrace, TraceDetail, TraceRecord } from '../../src/traces/domain/trace.js';
import { latencyOf, totalCostOf } from '../../src/traces/domain/trace-figures.js';
import type {
  TraceFilter,
  TraceOrder,
  TraceQuery,
  TraceSortField,
} from '../../src/traces/domain/trace-query.js';
import { TraceReader } from '../../src/traces/domain/trace.reader.js';
import type { Score } from '../../src/traces/domain/scores/score.js';
import type { StoredTrace } from '../factories/trace.factory.js';
import { traceMeets } from './trace-filter-values.js';

type SortKey = string | number | boolean | null;

const SORT_KEYS: Record<TraceSortField, (trace: TraceRecord) => SortKey> = {
  id: (trace) => trace.id,
  timestamp: (trace) => trace.timestamp,
  name: (trace) => trace.name,
  userId: (trace) => trace.userId,
  sessionId: (trace) => trace.sessionId,
  release: (trace) => trace.release,
  version: (trace) => trace.version,
  public: (trace) => trace.public,
  bookmarked: (trace) => trace.bookmarked,
  latency: latencyOf,
  totalCost: totalCostOf,
};

/** The contract of TraceReader in the plainest form: everything is looked at, every time. */
export class InMemoryTraceReader extends TraceReader {
  constructor(
    private readonly traces: readonly StoredTrace[],
    private readonly observations: readonly Observation[],
    private readonly scores: readonly Score[] = [],
  ) {
    super();
  }

  async find(query: TraceQuery, room: AnswerRoom): Promise<Page<ListedTrace>> {
    const found = this.traces
      .filter((trace) => trace.projectId === query.projectId && matches(trace, query.filter))
      .map((trace) => this.withFigures(trace))
      .filter((trace) => this.meets(trace, query.filter))
      .sort((a, b) => compare(a, b, query.order));
    const first = (query.page - 1) * query.limit;
    const items = found.slice(first, first + query.limit).map((trace) => this.listed(trace, query));
    room.take(Buffer.byteLength(writeJson(items)), 'ask for less');
    return Promise.resolve({ items, totalItems: found.length });
  }

  async get(projectId: string, ids: readonly string[], room: AnswerRoom): Promise<TraceDetail | null> {
    const trace = ids.flatMap(
      (id) => this.traces.find((each) => each.projectId === projectId && each.id === id) ?? [],
    )[0];
    if (trace === undefined) return Promise.resolve(null);
    const observations = this.observationsOf(trace).sort((a, b) =>
      ascending([a.startTime, a.id], [b.startTime, b.id]),
    );
    const detail = { ...this.withFigures(trace), observations };
    room.take(Buffer.byteLength(writeJson(detail)), 'ask for less');
    return Promise.resolve(detail);
  }

  private listed(trace: TraceRecord & StoredTrace, { groups }: TraceQuery): ListedTrace {
    const ids = this.observationsOf(trace).map(({ id }) => id);
    return {
      ...trace,
      payload: groups.has('io') ? trace.payload : null,
      observationIds: groups.has('observations') ? ids.sort() : null,
    };
  }

  private withFigures(trace: StoredTrace): TraceRecord & StoredTrace {
    const observations = this.observationsOf(trace);
    const starts = observations.map(({ startTime }) => startTime).sort();
    const ends = observations.flatMap(({ endTime }) => endTime ?? []).sort();
    const totalCost = observations.reduce(
      (sum, { calculatedTotalCost }) => sum + (calculatedTotalCost ?? 0),
      0,
    );
    const observed = { firstStart: starts[0] ?? null, lastEnd: ends.at(-1) ?? null, totalCost };
    return { ...trace, observed };
  }

  private meets(trace: TraceRecord & StoredTrace, { conditions = [] }: TraceFilter): boolean {
    const { projectId, id } = trace;
    const observations = this.observationsOf(trace);
    const scores = this.scores.filter((each) => each.projectId === projectId && each.traceId === id);
    return conditions.every((condition) => traceMeets({ trace, observations, scores }, condition));
  }

  private observationsOf({ projectId, id }: StoredTrace): Observation[] {
    return this.observations.filter((each) => each.projectId === projectId && each.traceId === id);
  }
}

function matches(trace: StoredTrace, filter: TraceFilter): boolean {
  const isOrAny = (wanted: string | undefined, value: string | null): boolean =>
    wanted === undefined || wanted === value;
  const { from = '' as Timestamp, to = '9' as Timestamp, tags = [], environments = [] } = filter;
  return (
    isOrAny(filter.userId, trace.userId) &&
    isOrAny(filter.name, trace.name) &&
    isOrAny(filter.sessionId, trace.sessionId) &&
    isOrAny(filter.release, trace.release) &&
    isOrAny(filter.version, trace.version) &&
    from <= trace.timestamp &&
    trace.timestamp <= to &&
    tags.every((tag) => trace.tags.includes(tag)) &&
    (environments.length === 0 || environments.includes(trace.environment))
  );
}

function compare(a: TraceRecord, b: TraceRecord, { field, direction }: TraceOrder): number {
  const [keyOfA, keyOfB] = [SORT_KEYS[field](a), SORT_KEYS[field](b)];
  if (keyOfA === null && keyOfB !== null) return 1;
  if (keyOfA !== null && keyOfB === null) return -1;
  return ascending([keyOfA, a.id], [keyOfB, b.id]) * (direction === 'asc' ? 1 : -1);
}

function ascending(a: readonly SortKey[], b: readonly SortKey[]): number {
  for (const [index, key] of a.entries()) {
    const other = b[index] ?? null;
    if (key === other || key === null || other === null) continue;
    return key < other ? -1 : 1;
  }
  return 0;
}
