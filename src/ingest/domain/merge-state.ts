import type { Stamp } from './stamp.js';

/**
 * What is known of an entity, from one event or from many. Fields that nobody set are absent; null is a field that was set to nothing.
 * A patch (one event) and a stored row are both of this form, so that merging is one function.
 */
export interface MergeState<Fields extends object> {
  readonly fields: Partial<Fields>;
  /** The latest stamp; holds for every field that is not among the exceptions. */
  readonly stamp: Stamp;
  /** Stamps of single fields, or of paths in a deep-merged field (`metadata:["a","b"]`), where they differ. */
  readonly exceptions: ReadonlyMap<string, Stamp> | null;
}

/**
 * Which of two values of a field wins.
 * - latest: the one with the later stamp
 * - earliest: the one with the earlier stamp, but any before an implied one (a start that cannot be moved afterwards)
 * - least: the smallest, but any before an implied one (a time that a client says again, later, with every update)
 * - payload: like latest, but null, "", 0 and false never overwrite anything else
 * - json: like latest, for a field that is stored as jsonb
 * - union: all elements of both, sorted
 * - deep: objects are merged member by member, the later stamp wins at each leaf
 * - goesWith: that of the event whose value of another field has won; nothing where that event said nothing of this one
 * What `union` and `deep` have made together is limited: see merge-limits.ts.
 * Equal stamps: the greater text wins (for `earliest`, the smaller; in `json` and `deep` the greater canonical text), so that the order of arrival never matters.
 */
export type MergeRule = 'latest' | 'earliest' | 'least' | 'payload' | 'json' | 'union' | 'deep';

/** Only with a field whose rule is `json`. */
export interface GoesWith<Field> {
  readonly goesWith: Field;
}

export type MergeRules<Fields extends object> = {
  readonly [Field in keyof Fields]-?: MergeRule | GoesWith<keyof Fields & string>;
};
