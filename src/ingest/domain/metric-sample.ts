import { createHash } from 'node:crypto';
import type { Timestamp } from '../../common/time/timestamp.js';

/** Sorted by key, each key once: see {@link sortLabels}. */
export type MetricLabels = readonly (readonly [key: string, value: string])[];

/** What a series is: two samples with the same of all of these belong to the same one. */
export interface MetricIdentity {
  readonly projectId: string;
  readonly environment: string;
  readonly name: string;
  readonly labels: MetricLabels;
}

/** One measurement. The series and the instant identify it. */
export interface MetricSample extends MetricIdentity {
  /** Finite. */
  readonly value: number;
  readonly ts: Timestamp;
}

/** Labels in the order that identifies a series. The last of several with the same key counts. */
export function sortLabels(labels: Iterable<readonly [key: string, value: string]>): MetricLabels {
  return [...new Map(labels)].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A text that no two series share: every part comes with its length. */
export function seriesKey({ projectId, environment, name, labels }: MetricIdentity): string {
  let key = `${projectId.length}:${projectId}${environment.length}:${environment}${name.length}:${name}`;
  for (const [label, value] of labels) key += `${label.length}:${label}${value.length}:${value}`;
  return key;
}

/** Stands for a key where keys are too long. Stored: changing it makes new series of all there are. */
export function seriesHash(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
