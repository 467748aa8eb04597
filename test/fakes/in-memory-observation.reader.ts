import { JsonText, writeJson } from '../../src/common/json/json-text.js';
import type { Page } from '../../src/common/page.js';
import type { AnswerRoom } from '../../src/traces/domain/answer-room.js';
import { isRootObservation, type Observation } from '../../src/traces/domain/observation.js';
import type {
  ObservationInStretch,
  ObservationStretch,
  TraceContext,
} from '../../src/traces/domain/observations/observation-in-stretch.js';
import {
  METADATA_CHARACTERS,
  type MetadataSelection,
  type ObservationFilter,
  type ObservationParts,
  type ObservationPosition,
  type ObservationQuery,
  type ObservationScan,
} from '../../src/traces/domain/observations/observation-query.js';
import { secondsBetween } from '../../src/traces/domain/seconds-between.js';
import type { ObservationColumn } from '../../src/traces/domain/observations/observation-filter-columns.js';
import { ObservationReader } from '../../src/traces/domain/observations/observation.reader.js';
import { meetsFilter, type FilterValue } from './filter-evaluation.js';
import type { StoredTrace } from '../factories/trace.factory.js';

/** The contract of ObservationReader in the plainest form: everything is looked at, every time. */
export class InMemoryObservationReader extends ObservationReader {
  constructor(
    private readonly observations: readonly Observation[],
    private readonly traces: readonly StoredTrace[],
  ) {
    super();
  }

  async find(
    { projectId, filter, page, limit }: ObservationQuery,
    room: AnswerRoom,
  ): Promise<Page<Observation>> {
    const found = this.matching(projectId, filter);
    const items = found.slice((page - 1) * limit, page * limit);
    take(room, items);
    return Promise.resolve({ items, totalItems: found.length });
  }

  async scan(
    { projectId, filter, after, limit, parts }: ObservationScan,
    room: AnswerRoom,
  ): Promise<ObservationStretch> {
    const found = this.matching(projectId, filter).filter(
      (observation) => after === null || descending(after, observation) < 0,
    );
    const items = found.slice(0, limit).map((observation) => this.shown(observation, parts));
    take(room, items);
    const last = items.at(-1)?.observation;
    if (last === undefined || found.length <= limit) return Promise.resolve({ items, next: null });
    const { startTime, traceId, id } = last;
    return Promise.resolve({ items, next: { startTime, traceId, id } });
  }

  async get(projectId: string, ids: readonly string[], room: AnswerRoom): Promise<Observation | null> {
    const all = this.matching(projectId, {});
    const found = ids.flatMap((id) => all.filter((observation) => observation.id === id))[0] ?? null;
    take(room, found);
    return Promise.resolve(found);
  }

  private matching(projectId: string, filter: ObservationFilter): Observation[] {
    return this.observations
      .filter((observation) => observation.projectId === projectId && this.matches(observation, filter))
      .filter((observation) => this.isWhereItsParentIs(observation, filter))
      .sort(descending);
  }

  private isWhereItsParentIs({ projectId, traceId }: Observation, filter: ObservationFilter): boolean {
    const { parentObservationId } = filter;
    if (parentObservationId == null) return true;
    if ((filter.traceId ?? filter.userId ?? filter.sessionId) !== undefined) return true;
    const parents = this.observations.filter(
      (observation) => observation.projectId === projectId && observation.id === parentObservationId,
    );
    return parents.length === 0 || parents.some((parent) => parent.traceId === traceId);
  }

  private matches(observation: Observation, filter: ObservationFilter): boolean {
    const trace = this.traceOf(observation);
    const pairs: [unknown, unknown][] = [
      [filter.name, observation.name],
      [filter.level, observation.level],
      [filter.version, observation.version],
      [filter.traceId, observation.traceId],
      [filter.parentObservationId, observation.parentObservationId],
      [filter.isRoot, isRootObservation(observation)],
      [filter.userId, trace?.userId],
      [filter.sessionId, trace?.sessionId],
    ];
    return (
      pairs.every(([wanted, value]) => wanted === undefined || wanted === value) &&
      (filter.types ?? [observation.type]).includes(observation.type) &&
      (filter.environments ?? [observation.environment]).includes(observation.environment) &&
      (filter.from === undefined || observation.startTime >= filter.from) &&
      (filter.before === undefined || observation.startTime < filter.before) &&
      meetsFilter(filter.conditions ?? [], (column) => VALUES[column](observation, trace))
    );
  }

  private shown(observation: Observation, parts: ObservationParts): ObservationInStretch {
    const { input, output, metadata } = observation.payload;
    const payload = {
      input: parts.io ? input : null,
      output: parts.io ? output : null,
      metadata: parts.metadata && metadata && cut(metadata, parts.metadata),
    };
    return {
      observation: { ...observation, payload },
      trace: parts.trace ? this.contextOf(observation) : null,
    };
  }

  private contextOf(observation: Observation): TraceContext | null {
    const trace = this.traceOf(observation);
    if (trace === null) return null;
    const { name, userId, sessionId, release, tags, bookmarked } = trace;
    return { name, userId, sessionId, release, tags, public: trace.public, bookmarked };
  }

  private traceOf({ projectId, traceId }: Observation): StoredTrace | null {
    return this.traces.find((trace) => trace.projectId === projectId && trace.id === traceId) ?? null;
  }
}

type Value = (observation: Observation, trace: StoredTrace | null) => FilterValue;

/** What the columns of a filter stand for. */
const VALUES: Readonly<Record<ObservationColumn, Value>> = {
  id: ({ id }) => id,
  type: ({ type }) => type,
  name: ({ name }) => name,
  traceId: ({ traceId }) => traceId,
  parentObservationId: ({ parentObservationId }) => parentObservationId,
  isRootObservation: (observation) => isRootObservation(observation),
  startTime: ({ startTime }) => startTime,
  endTime: ({ endTime }) => endTime,
  environment: ({ environment }) => environment,
  level: ({ level }) => level,
  statusMessage: ({ statusMessage }) => statusMessage,
  version: ({ version }) => version,
  latency: latencyOf,
  timeToFirstToken: ({ timeToFirstToken, startTime, completionStartTime }) =>
    timeToFirstToken ?? secondsBetween(startTime, completionStartTime),
  tokensPerSecond: (observation) => {
    const { completionTokens } = observation;
    const latency = latencyOf(observation);
    return completionTokens === null || latency === null || latency === 0 ? null : completionTokens / latency;
  },
  inputTokens: ({ promptTokens }) => promptTokens ?? 0,
  outputTokens: ({ completionTokens }) => completionTokens ?? 0,
  totalTokens: ({ totalTokens, promptTokens, completionTokens }) =>
    totalTokens ?? (promptTokens ?? 0) + (completionTokens ?? 0),
  inputCost: ({ calculatedInputCost }) => calculatedInputCost,
  outputCost: ({ calculatedOutputCost }) => calculatedOutputCost,
  totalCost: ({ calculatedTotalCost }) => calculatedTotalCost,
  model: ({ model }) => model,
  promptName: ({ promptName }) => promptName,
  promptVersion: ({ promptVersion }) => promptVersion,
  input: ({ payload }) => payload.input?.text ?? null,
  output: ({ payload }) => payload.output?.text ?? null,
  metadata: ({ payload }) =>
    payload.metadata && (JSON.parse(payload.metadata.text) as Record<string, unknown>),
  userId: (_, trace) => trace?.userId ?? null,
  sessionId: (_, trace) => trace?.sessionId ?? null,
  traceName: (_, trace) => trace?.name ?? null,
  traceEnvironment: (_, trace) => trace?.environment ?? null,
  traceTags: (_, trace) => trace?.tags ?? null,
};

function latencyOf({ latency, startTime, endTime }: Observation): number | null {
  return latency ?? secondsBetween(startTime, endTime);
}

function take(room: AnswerRoom, answer: unknown): void {
  room.take(Buffer.byteLength(writeJson(answer)), 'ask for less');
}

function cut(metadata: JsonText, { whole }: MetadataSelection): JsonText {
  if (whole === 'all') return metadata;
  const members = Object.entries(JSON.parse(metadata.text) as Record<string, unknown>).map(([key, value]) => {
    const characters = Array.from(typeof value === 'string' ? value : JSON.stringify(value));
    const isLong = characters.length > METADATA_CHARACTERS && !whole.includes(key);
    const shown = isLong ? characters.slice(0, METADATA_CHARACTERS).join('') : value;
    return `${JSON.stringify(key)}: ${JSON.stringify(shown)}`;
  });
  return new JsonText(`{${members.join(', ')}}`);
}

function descending(a: ObservationPosition, b: ObservationPosition): number {
  const [keysOfA, keysOfB] = [a, b].map(({ startTime, traceId, id }) => [startTime, traceId, id]);
  for (const [index, key] of (keysOfA ?? []).entries()) {
    const other = keysOfB?.[index] ?? '';
    if (key !== other) return key < other ? 1 : -1;
  }
  return 0;
}
