export interface Person {
  readonly userId: string;
  readonly team: string;
  readonly plan: 'free' | 'pro' | 'enterprise';
}

const FIRST_NAMES = [
  'amelie',
  'kenji',
  'lucia',
  'tomasz',
  'priya',
  'jonas',
  'mei',
  'omar',
  'ingrid',
  'mateus',
  'sofia',
  'daniel',
  'aiko',
  'pierre',
  'nadia',
  'felix',
  'chen',
  'elif',
  'marco',
  'hanna',
];
const LAST_NAMES = [
  'roux',
  'tanaka',
  'garcia',
  'nowak',
  'sharma',
  'berg',
  'lin',
  'haddad',
  'dahl',
  'silva',
  'keller',
];
const TEAMS = ['support', 'sales', 'logistics', 'platform', 'finance', 'marketing'];
const PLANS = ['free', 'pro', 'enterprise'] as const;

/** Sorted by how much they use the product, most first. */
export const PEOPLE: readonly Person[] = Array.from({ length: 44 }, (_, index) => ({
  userId: `${FIRST_NAMES[index % FIRST_NAMES.length] ?? ''}.${LAST_NAMES[(index * 7) % LAST_NAMES.length] ?? ''}`,
  team: TEAMS[(index * 5) % TEAMS.length] ?? '',
  plan: PLANS[(index * 2) % PLANS.length] ?? 'free',
}));

/** The account behind the bulk import that causes the incident. */
export const IMPORT_ACCOUNT: Person = {
  userId: 'svc-catalog-import',
  team: 'purchasing',
  plan: 'enterprise',
};
