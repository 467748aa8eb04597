import { Turns } from '../../common/turns.js';
import { mergeEntity, type EntityIds } from './merge-entity.js';
import type { MergeRules, MergeState } from './merge-state.js';
import {
  entityKeyOf,
  observationKey,
  scoreKey,
  traceKey,
  type ObservationPatch,
  type Patch,
  type ScorePatch,
  type TracePatch,
} from './patch.js';
import { RejectedDataError } from './rejected-data.error.js';
import { SCORE_RULES } from './score-fields.js';
import { sessionsOf, type MentionedSession } from './mentioned-sessions.js';
import { IMPLIED } from './stamp.js';
import { OBSERVATION_RULES, TRACE_RULES, type TraceFields } from './telemetry-fields.js';
import { UnmergeableError } from './unmergeable.error.js';

/** Patches with one patch for each entity, by key in ascending order: the order in which rows are locked. */
export interface FoldedPatches {
  readonly traces: ReadonlyMap<string, TracePatch>;
  readonly observations: ReadonlyMap<string, ObservationPatch>;
  readonly scores: ReadonlyMap<string, ScorePatch>;
  /** Of the patches one by one: a session that was mentioned stays, also where the patches together mention another. */
  readonly sessions: ReadonlyMap<string, MentionedSession>;
}

/**
 * Merges patches of the same entity, and adds the trace that each observation implies.
 * @throws UnmergeableError where patches of an entity are too much together
 */
export async function foldPatches(patches: readonly Patch[]): Promise<FoldedPatches> {
  const traces = new Groups<TracePatch>();
  const observations = new Groups<ObservationPatch>();
  const scores = new Groups<ScorePatch>();
  for (const patch of patches) {
    switch (patch.kind) {
      case 'trace':
        traces.add(traceKey(patch.projectId, patch.id), patch);
        break;
      case 'observation':
        observations.add(observationKey(patch.projectId, patch.traceId, patch.id), patch);
        break;
      case 'score':
        scores.add(scoreKey(patch.projectId, patch.subjectId, patch.id), patch);
        break;
    }
  }
  for (const [key, implied] of impliedTraces(patches)) traces.add(key, implied);
  const problems = new Map<string, string>();
  const folded = {
    traces: await traces.merged(TRACE_RULES, ({ id }) => [id], problems),
    observations: await observations.merged(OBSERVATION_RULES, ({ traceId, id }) => [traceId, id], problems),
    scores: await scores.merged(SCORE_RULES, ({ subjectId, id }) => [subjectId, id], problems),
    sessions: sortedByKey(sessionsOf(patches)),
  };
  if (problems.size > 0) throw new UnmergeableError(problems, patches);
  return folded;
}

/** Patches by their entity. Hardly any entity has several. */
class Groups<P extends Patch> {
  private readonly first = new Map<string, P>();
  private readonly others = new Map<string, P[]>();

  add(key: string, patch: P): void {
    if (!this.first.has(key)) {
      this.first.set(key, patch);
      return;
    }
    const others = this.others.get(key);
    if (others === undefined) this.others.set(key, [patch]);
    else others.push(patch);
  }

  async merged(
    rules: MergeRules<P['state']['fields']>,
    idsOf: (patch: P) => EntityIds,
    problems: Map<string, string>,
  ): Promise<Map<string, P>> {
    const turns = new Turns();
    for (const [key, others] of this.others) {
      const first = this.first.get(key);
      if (first === undefined) continue;
      const states = [first, ...others].map(({ state }) => state);
      try {
        const state = await mergeAll(rules, idsOf(first), states, turns);
        this.first.set(key, { ...first, state });
      } catch (error) {
        if (!(error instanceof RejectedDataError)) throw error;
        problems.set(entityKeyOf(first), error.message);
      }
    }
    return sortedByKey(this.first);
  }
}

/**
 * Two by two, then the results two by two: what many patches have made large is merged a few times only, not with every further patch.
 */
async function mergeAll<Fields extends object>(
  rules: MergeRules<Fields>,
  ids: EntityIds,
  states: readonly MergeState<Fields>[],
  turns: Turns,
): Promise<MergeState<Fields>> {
  let left = states;
  while (left.length > 1) {
    const halved: MergeState<Fields>[] = [];
    for (let index = 0; index < left.length; index += 2) {
      const [a, b] = left.slice(index, index + 2);
      if (a === undefined) continue;
      if (turns.isOver) await turns.next();
      halved.push(b === undefined ? a : mergeEntity(rules, ids, a, b));
    }
    left = halved;
  }
  return left[0] as MergeState<Fields>;
}

/** An observation whose trace nobody has sent makes one: it begins with the first of its observations. */
function impliedTraces(patches: readonly Patch[]): Map<string, TracePatch> {
  const implied = new Map<string, { patch: ObservationPatch; fields: Partial<TraceFields> }>();
  for (const patch of patches) {
    if (patch.kind !== 'observation') continue;
    const { startTime, environment } = patch.state.fields;
    const key = traceKey(patch.projectId, patch.traceId);
    const known = implied.get(key);
    if (known === undefined) {
      const fields: Partial<TraceFields> = {};
      if (startTime !== undefined) fields.timestamp = startTime;
      if (environment !== undefined) fields.environment = environment;
      implied.set(key, { patch, fields });
      continue;
    }
    const { fields } = known;
    if (startTime !== undefined && (fields.timestamp === undefined || startTime < fields.timestamp))
      fields.timestamp = startTime;
    if (environment !== undefined && (fields.environment === undefined || environment < fields.environment)) {
      fields.environment = environment;
    }
  }
  const traces = new Map<string, TracePatch>();
  for (const [key, { patch, fields }] of implied) {
    const state: MergeState<TraceFields> = { fields, stamp: IMPLIED, exceptions: null };
    traces.set(key, { kind: 'trace', projectId: patch.projectId, id: patch.traceId, state });
  }
  return traces;
}

function sortedByKey<T>(map: Map<string, T>): Map<string, T> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
