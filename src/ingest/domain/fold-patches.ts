import { merge } from './merge.js';
import type { MergeState } from './merge-state.js';
import { observationKey, traceKey, type ObservationPatch, type Patch, type TracePatch } from './patch.js';
import { IMPLIED } from './stamp.js';
import { OBSERVATION_RULES, TRACE_RULES, type TraceFields } from './telemetry-fields.js';

/** Patches with one patch for each entity, by key in ascending order: the order in which rows are locked. */
export interface FoldedPatches {
  readonly traces: ReadonlyMap<string, TracePatch>;
  readonly observations: ReadonlyMap<string, ObservationPatch>;
}

/** Merges patches of the same entity, and adds the trace that each observation implies. */
export function foldPatches(patches: readonly Patch[]): FoldedPatches {
  const traces = new Map<string, TracePatch>();
  const observations = new Map<string, ObservationPatch>();
  for (const patch of patches) {
    if (patch.kind === 'trace') {
      addTrace(traces, patch);
    } else {
      const key = observationKey(patch.projectId, patch.traceId, patch.id);
      const known = observations.get(key);
      const state = known === undefined ? patch.state : merge(OBSERVATION_RULES, known.state, patch.state);
      observations.set(key, known === undefined ? patch : { ...patch, state });
    }
  }
  for (const [key, implied] of impliedTraces(patches)) {
    const known = traces.get(key);
    traces.set(
      key,
      known === undefined ? implied : { ...known, state: merge(TRACE_RULES, known.state, implied.state) },
    );
  }
  return { traces: sortedByKey(traces), observations: sortedByKey(observations) };
}

function addTrace(traces: Map<string, TracePatch>, patch: TracePatch): void {
  const key = traceKey(patch.projectId, patch.id);
  const known = traces.get(key);
  traces.set(
    key,
    known === undefined ? patch : { ...patch, state: merge(TRACE_RULES, known.state, patch.state) },
  );
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
