import { filterOf } from '../../../common/http/query/filter-parameter.js';
import { PageQueryDto } from '../../../common/http/query/page-query.dto.js';
import { Parameter, RepeatableParameter } from '../../../common/http/query/parameter.decorator.js';
import { TEXT } from '../../../common/http/query/text-parameter.js';
import { TIMESTAMP } from '../../../common/http/query/timestamp-parameter.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { TRACE_FILTER_COLUMNS, type TraceCondition } from '../../domain/trace-filter-columns.js';
import { TRACE_FIELD_GROUPS, type TraceFieldGroup, type TraceOrder } from '../../domain/trace-query.js';
import { TRACE_FIELDS } from '../trace-fields-parameter.js';
import { TRACE_ORDER } from '../trace-order-parameter.js';

const MAX_VALUES = 50;

/** Which traces, in which order, and how much of each. All conditions that are given must hold. */
export class ListTracesQueryDto extends PageQueryDto {
  /** Traces of this user. */
  @Parameter(TEXT)
  userId?: string;

  /** Traces with this name, exactly. */
  @Parameter(TEXT)
  name?: string;

  /** Traces of this session. */
  @Parameter(TEXT)
  sessionId?: string;

  /** Traces from this instant on. */
  @Parameter(TIMESTAMP)
  fromTimestamp?: Timestamp;

  /** Traces up to this instant, which is included. */
  @Parameter(TIMESTAMP)
  toTimestamp?: Timestamp;

  /**
   * Ties are broken by id, in the same direction. Traces that have no value come last in both directions.
   * A field without a direction is meant to be descending.
   */
  @Parameter(TRACE_ORDER)
  orderBy: TraceOrder = { field: 'timestamp', direction: 'desc' };

  /** Traces that have all of these tags; to be repeated for each. */
  @RepeatableParameter(TEXT, MAX_VALUES)
  tags?: string[];

  /** Traces of this version. */
  @Parameter(TEXT)
  version?: string;

  /** Traces of this release. */
  @Parameter(TEXT)
  release?: string;

  /** Traces in any of these environments; to be repeated for each. */
  @RepeatableParameter(TEXT, MAX_VALUES)
  environment?: string[];

  /**
   * The groups of fields that are wanted; all of them by default. What is left out costs nothing: `io` has input, output and
   * metadata (which are then absent), `observations` and `scores` the ids (then empty), `metrics` latency and totalCost (then -1).
   * `core`, everything else, is always there.
   */
  @Parameter(TRACE_FIELDS)
  fields: readonly TraceFieldGroup[] = TRACE_FIELD_GROUPS;

  /**
   * More conditions, as a JSON array of `{type, column, operator, value}`, and `key` for what is within metadata or scores. All of them
   * must hold. Where one is about the same column as another parameter, that parameter counts for nothing. Columns: id, name, userId,
   * sessionId, environment, version, release, level (`string`, `stringOptions`, `null`); timestamp (`datetime`); tags
   * (`arrayOptions`); bookmarked (`boolean`); latency, inputTokens, outputTokens, totalTokens, inputCost, outputCost, totalCost,
   * errorCount, warningCount, defaultCount, debugCount (`number`); metadata (`stringObject`, `numberObject`, `booleanObject`,
   * `categoryOptions`); scores_avg (`numberObject`), score_categories (`categoryOptions`), score_booleans (`booleanObject`).
   * A value that is missing meets no condition but `is null`. Not every condition has an index: a filter that takes too long is
   * answered with 503 and is to be narrowed.
   */
  @Parameter(
    filterOf(TRACE_FILTER_COLUMNS, '[{"type":"number","column":"latency","operator":">","value":2.5}]'),
  )
  filter?: readonly TraceCondition[];
}
