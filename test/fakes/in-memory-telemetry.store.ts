import { PriceList } from '../../src/common/pricing/match-model.js';
import { Amounts } from '../../src/ingest/domain/amounts.js';
import { canonicalJson } from '../../src/ingest/domain/canonical-json.js';
import type { Deletion } from '../../src/ingest/domain/deletion/deletion.js';
import { foldPatches } from '../../src/ingest/domain/fold-patches.js';
import { mergeEntity, type EntityIds } from '../../src/ingest/domain/merge-entity.js';
import type { MergeRules, MergeState } from '../../src/ingest/domain/merge-state.js';
import { isEarlier, type MentionedSession } from '../../src/ingest/domain/mentioned-sessions.js';
import { deriveCosts } from '../../src/ingest/domain/pricing/derive-costs.js';
import {
  dayOf,
  figuresOf,
  hourOf,
  type ObservationFigures,
} from '../../src/ingest/domain/observation-figures.js';
import {
  traceKey,
  type ObservationPatch,
  type Patch,
  type ScorePatch,
  type TracePatch,
} from '../../src/ingest/domain/patch.js';
import { RejectedDataError } from '../../src/ingest/domain/rejected-data.error.js';
import { SCORE_BLANKS, SCORE_RULES } from '../../src/ingest/domain/score-fields.js';
import {
  OBSERVATION_BLANKS,
  OBSERVATION_RULES,
  TRACE_BLANKS,
  TRACE_RULES,
} from '../../src/ingest/domain/telemetry-fields.js';
import { TelemetryWriter } from '../../src/ingest/domain/telemetry.writer.js';
import type {
  StoredCosts,
  StoredObservation,
  StoredTelemetry,
  StoredTrace,
  StoredUsage,
} from '../support/stored-telemetry.js';

/** The contract of TelemetryWriter in the plainest form: entities are merged, and every figure is computed when it is asked for. */
export class InMemoryTelemetryStore extends TelemetryWriter {
  constructor(private readonly prices = PriceList.of([])) {
    super();
  }

  private readonly traces = new Map<string, TracePatch>();
  private readonly observations = new Map<string, ObservationPatch>();
  private readonly scores = new Map<string, ScorePatch>();
  private readonly sessions = new Map<string, MentionedSession>();

  async write(patches: readonly Patch[]): Promise<void> {
    if (patches.some(holdsNul)) throw new RejectedDataError('a text holds a NUL');
    const folded = await foldPatches(patches);
    const traces = merged(this.traces, TRACE_RULES, folded.traces, ({ id }) => [id]);
    const observations = merged(
      this.observations,
      OBSERVATION_RULES,
      folded.observations,
      ({ traceId, id }) => [traceId, id],
    );
    const scores = merged(this.scores, SCORE_RULES, folded.scores, ({ subjectId, id }) => [subjectId, id]);
    for (const [key, patch] of scores) this.scores.set(key, patch);
    for (const [key, patch] of traces) this.traces.set(key, patch);
    for (const [key, patch] of observations) this.observations.set(key, patch);
    for (const [key, session] of folded.sessions) {
      const known = this.sessions.get(key);
      if (known === undefined || isEarlier(session, known)) this.sessions.set(key, session);
    }
  }

  /** What TelemetryEraser asks for. */
  erase({ kind, projectId, id }: Deletion): void {
    const isMeant = (patch: ScorePatch): boolean =>
      kind === 'score' ? patch.id === id : patch.subjectId === id && patch.state.fields.traceId === id;
    for (const [key, patch] of this.scores)
      if (patch.projectId === projectId && isMeant(patch)) this.scores.delete(key);
    if (kind === 'score') return;
    this.traces.delete(traceKey(projectId, id));
    for (const [key, patch] of this.observations)
      if (patch.projectId === projectId && patch.traceId === id) this.observations.delete(key);
  }

  stored(projectId: string): StoredTelemetry {
    const isOwn = (patch: Patch): boolean => patch.projectId === projectId;
    const traces = sorted(this.traces).filter(isOwn);
    const observations = sorted(this.observations).filter(isOwn);
    const figures = observations.map((patch) => ({ patch, figures: this.figuresOf(patch) }));
    const generations = figures.filter(({ figures: { type } }) => type === 'GENERATION');
    return {
      traces: traces.map(({ id, state }) => ({
        id,
        fields: whole<StoredTrace['fields']>(TRACE_RULES, { ...TRACE_BLANKS, tags: [] }, state),
        figures: traceFigures(
          figures.filter(({ patch }) => patch.traceId === id).map((each) => each.figures),
        ),
      })),
      observations: observations.map((patch) => ({
        traceId: patch.traceId,
        id: patch.id,
        fields: whole<StoredObservation['fields']>(OBSERVATION_RULES, OBSERVATION_BLANKS, patch.state),
        derived: this.derivedOf(patch),
      })),
      usage: grouped(figures, ({ figures: { startTime, environment, type, model } }) => ({
        hour: hourOf(startTime),
        environment,
        type,
        model,
      })).map(({ key, members }) => ({ ...key, ...usageAmounts(members.map((each) => each.figures)) })),
      hourlyTraces: grouped(
        traces.map(({ state: { fields } }) => fields),
        ({ timestamp, environment }) => ({
          hour: hourOf(known(timestamp)),
          environment: environment ?? TRACE_BLANKS.environment,
        }),
      ).map(({ key, members }) => ({ ...key, traceCount: members.length })),
      hourlyScores: grouped(
        sorted(this.scores)
          .filter(isOwn)
          .map(({ state: { fields } }) => fields),
        ({ timestamp, environment, source, dataType }) => ({
          hour: hourOf(known(timestamp)),
          environment: environment ?? SCORE_BLANKS.environment,
          source: source ?? SCORE_BLANKS.source,
          dataType: known(dataType),
        }),
      ).map(({ key, members }) => ({
        ...key,
        scoreCount: members.length,
        traceScoreCount: members.filter(({ traceId }) => (traceId ?? null) !== null).length,
      })),
      modelTraces: grouped(generations, ({ figures: { startTime, environment, model } }) => ({
        day: dayOf(startTime),
        environment,
        model,
      })).map(({ key, members }) => ({
        ...key,
        traceCount: new Set(members.map(({ patch }) => traceKey(patch.projectId, patch.traceId))).size,
      })),
      scores: sorted(this.scores)
        .filter(isOwn)
        .map(({ subjectId, id }) => ({ subjectId, id })),
      sessions: sorted(this.sessions)
        .filter((session) => session.projectId === projectId)
        .map(({ id, environment, createdAt }) => ({ id, environment, createdAt })),
    };
  }

  private figuresOf(patch: ObservationPatch): ObservationFigures {
    const { fields } = patch.state;
    return figuresOf({ ...fields, startTime: known(fields.startTime) }, this.derivedOf(patch));
  }

  private derivedOf({ state: { fields } }: ObservationPatch): StoredCosts {
    const derived = deriveCosts(fields, this.prices);
    return { ...derived, sheet: derived.sheet && canonicalJson(derived.sheet.json) };
  }
}

function holdsNul({ state }: Patch): boolean {
  return Object.values(state.fields).some((value) => typeof value === 'string' && value.includes('\0'));
}

function merged<Fields extends object, P extends { readonly state: MergeState<Fields> }>(
  stored: ReadonlyMap<string, P>,
  rules: MergeRules<Fields>,
  patches: ReadonlyMap<string, P>,
  idsOf: (patch: P) => EntityIds,
): [key: string, patch: P][] {
  return [...patches].map(([key, patch]) => {
    const before = stored.get(key);
    if (before === undefined) return [key, patch];
    return [key, { ...patch, state: mergeEntity(rules, idsOf(patch), before.state, patch.state) }];
  });
}

function sorted<P>(stored: ReadonlyMap<string, P>): P[] {
  return [...stored].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, patch]) => patch);
}

/** Every field: as it was set, else blank, else null. */
function whole<Stored>(rules: MergeRules<object>, blanks: object, { fields }: MergeState<object>): Stored {
  const known = new Map<string, unknown>(Object.entries({ ...blanks, ...fields }));
  const values = Object.entries(rules).map(([field, rule]) => {
    const value = known.get(field) ?? null;
    const isJson = rule === 'deep' || rule === 'json';
    return [field, isJson && typeof value === 'string' ? canonicalJson(value) : value];
  });
  return Object.fromEntries(values) as Stored;
}

function usageAmounts(
  figures: readonly ObservationFigures[],
): Omit<StoredUsage, 'hour' | 'environment' | 'type' | 'model'> {
  const amounts = new Amounts();
  for (const each of figures) amounts.add(each, 1);
  return {
    observationCount: amounts.observationCount,
    errorCount: amounts.errorCount,
    inputTokens: amounts.inputTokens,
    outputTokens: amounts.outputTokens,
    totalTokens: amounts.totalTokens,
    inputCost: Number(amounts.inputCost),
    outputCost: Number(amounts.outputCost),
    totalCost: Number(amounts.totalCost),
  };
}

function traceFigures(figures: readonly ObservationFigures[]): StoredTrace['figures'] {
  const { observationCount, errorCount, inputTokens, outputTokens, totalTokens, totalCost } =
    usageAmounts(figures);
  const ends = figures.map(({ endTime }) => endTime).filter((end) => end !== null);
  return {
    observationCount,
    errorCount,
    inputTokens,
    outputTokens,
    totalTokens,
    totalCost,
    firstStart: figures.map(({ startTime }) => startTime).sort()[0] ?? null,
    lastEnd: ends.sort().at(-1) ?? null,
  };
}

/** In ascending order of the keys. */
function grouped<T, Key extends object>(
  all: readonly T[],
  keyOf: (each: T) => Key,
): { key: Key; members: T[] }[] {
  const groups = new Map<string, { key: Key; members: T[] }>();
  for (const each of all) {
    const key = keyOf(each);
    const text = Object.values(key).join('\0');
    const group = groups.get(text) ?? { key, members: [] };
    groups.set(text, group);
    group.members.push(each);
  }
  return sorted(groups);
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Every entity has a time');
  return value;
}
