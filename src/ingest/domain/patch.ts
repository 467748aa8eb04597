import type { MergeState } from './merge-state.js';
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

/** The one write model: every protocol is translated to patches, and everything behind the translators knows patches only. */
export type Patch = TracePatch | ObservationPatch;

/** Identifies a trace among all projects. Ids never hold NUL: it is replaced where text comes in. */
export function traceKey(projectId: string, traceId: string): string {
  return `${projectId}\0${traceId}`;
}

export function observationKey(projectId: string, traceId: string, id: string): string {
  return `${projectId}\0${traceId}\0${id}`;
}

/** The trace that a patch touches. */
export function traceKeyOf(patch: Patch): string {
  return traceKey(patch.projectId, patch.kind === 'trace' ? patch.id : patch.traceId);
}
