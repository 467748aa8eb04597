import type { FilterColumns } from '../../../common/filter/filter-columns.js';
import type { FilterCondition } from '../../../common/filter/filter-condition.js';

/** What a filter of the lists of scores may ask for. */
const KINDS = {
  id: 'text',
  timestamp: 'time',
  name: 'text',
  source: 'text',
  dataType: 'text',
  value: 'number',
  stringValue: 'text',
  comment: 'text',
  metadata: 'object',
  environment: 'text',
  traceId: 'text',
  observationId: 'text',
  sessionId: 'text',
  datasetRunId: 'text',
  configId: 'text',
  queueId: 'text',
  authorUserId: 'text',
  /** Of the trace of the score; missing where it has none, or one that is not known. */
  userId: 'text',
  traceName: 'text',
  traceTags: 'texts',
} as const;

export type ScoreColumn = keyof typeof KINDS;
export type ScoreCondition = FilterCondition<ScoreColumn>;

export const SCORE_FILTER_COLUMNS: FilterColumns<ScoreColumn> = {
  kinds: KINDS,
  aliases: { tags: 'traceTags' },
};
