import type { MergeState } from './merge-state.js';
import type { ScoreFields } from './score-fields.js';
import type { ObservationFields, TraceFields } from './telemetry-fields.js';

/** One event about a trace. */
export interface TracePatch {
  readonly kind: 'trace';
  readonly projectId: string;
  readonly id: string;
  readonly state: MergeState<TraceFields>;
}

/** One event about an observation. It always knows a start: sent, or implied by the time of the event. */
export interface ObservationPatch {
  readonly kind: 'observation';
  readonly projectId: string;
  readonly traceId: string;
  readonly id: string;
  readonly state: MergeState<ObservationFields>;
}

/** One event about a score. */
export interface ScorePatch {
  readonly kind: 'score';
  readonly projectId: string;
  /** The trace, session or dataset run that it belongs to. */
  readonly subjectId: string;
  readonly id: string;
  readonly state: MergeState<ScoreFields>;
}

/** The one write model: every protocol is translated to patches, and everything behind the translators knows patches only. */
export type Patch = TracePatch | ObservationPatch | ScorePatch;

/** Identifies a trace among all projects. Ids never hold NUL: it is replaced where text comes in. */
export function traceKey(projectId: string, traceId: string): string {
  return `${projectId}\0${traceId}`;
}

export function observationKey(projectId: string, traceId: string, id: string): string {
  return `${projectId}\0${traceId}\0${id}`;
}

export function scoreKey(projectId: string, subjectId: string, id: string): string {
  return `${projectId}\0${subjectId}\0${id}`;
}

/** Identifies what a patch is about among everything. */
export function entityKeyOf(patch: Patch): string {
  switch (patch.kind) {
    case 'trace':
      return entityKey('trace', traceKey(patch.projectId, patch.id));
    case 'observation':
      return entityKey('observation', observationKey(patch.projectId, patch.traceId, patch.id));
    case 'score':
      return entityKey('score', scoreKey(patch.projectId, patch.subjectId, patch.id));
  }
}

/** @param key of the kind */
export function entityKey(kind: Patch['kind'], key: string): string {
  return `${kind}\0${key}`;
}

/** The trace that a patch touches; for a score, what it belongs to. */
export function traceKeyOf(patch: Patch): string {
  switch (patch.kind) {
    case 'trace':
      return traceKey(patch.projectId, patch.id);
    case 'observation':
      return traceKey(patch.projectId, patch.traceId);
    case 'score':
      return traceKey(patch.projectId, patch.subjectId);
  }
}
