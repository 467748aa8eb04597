import type { FilterColumns } from '../../common/filter/filter-columns.js';
import type { FilterCondition } from '../../common/filter/filter-condition.js';

/** What a filter of the list of traces may ask for. Figures are those of the observations of the trace, or as they were sent for it. */
const KINDS = {
  id: 'text',
  name: 'text',
  timestamp: 'time',
  userId: 'text',
  sessionId: 'text',
  environment: 'text',
  version: 'text',
  release: 'text',
  tags: 'texts',
  bookmarked: 'flag',
  metadata: 'object',
  latency: 'number',
  inputTokens: 'number',
  outputTokens: 'number',
  totalTokens: 'number',
  inputCost: 'number',
  outputCost: 'number',
  totalCost: 'number',
  /** The gravest of its observations; missing where it has none. */
  level: 'text',
  errorCount: 'number',
  warningCount: 'number',
  defaultCount: 'number',
  debugCount: 'number',
  /** The average of each name, of the trace and its observations; of what is true or false, the share that is true. */
  scores_avg: 'numbersByName',
  score_categories: 'categoriesByName',
  score_booleans: 'flagsByName',
} as const;

export type TraceColumn = keyof typeof KINDS;
export type TraceCondition = FilterCondition<TraceColumn>;

export const TRACE_FILTER_COLUMNS: FilterColumns<TraceColumn> = {
  kinds: KINDS,
  aliases: { tokens: 'totalTokens', scores: 'scores_avg' },
};
