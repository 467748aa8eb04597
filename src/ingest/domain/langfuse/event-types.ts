/** What an event is about. `observation`: of the type that its body names. */
export type EventSubject =
  | { readonly kind: 'trace' | 'score' | 'log' }
  | { readonly kind: 'observation'; readonly type: string | undefined };

export const OBSERVATION_TYPES = [
  'SPAN',
  'GENERATION',
  'EVENT',
  'AGENT',
  'TOOL',
  'CHAIN',
  'RETRIEVER',
  'EVALUATOR',
  'EMBEDDING',
  'GUARDRAIL',
];

const SUBJECTS: ReadonlyMap<string, EventSubject> = new Map<string, EventSubject>([
  ['trace-create', { kind: 'trace' }],
  ['score-create', { kind: 'score' }],
  ['sdk-log', { kind: 'log' }],
  ['observation-create', { kind: 'observation', type: undefined }],
  ['observation-update', { kind: 'observation', type: undefined }],
  ...OBSERVATION_TYPES.flatMap((type): [string, EventSubject][] =>
    ['create', 'update'].map((verb) => [`${type.toLowerCase()}-${verb}`, { kind: 'observation', type }]),
  ),
]);

/** Undefined: there is no such event. */
export function subjectOfEvent(type: string): EventSubject | undefined {
  return SUBJECTS.get(type);
}
