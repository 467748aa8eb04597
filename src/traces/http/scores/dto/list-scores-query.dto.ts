import { listOf } from '../../../../common/http/query/list-parameter.js';
import { NUMBER_PARAMETER } from '../../../../common/http/query/number-parameter.js';
import { oneOf } from '../../../../common/http/query/choice-parameter.js';
import { filterOf } from '../../../../common/http/query/filter-parameter.js';
import { PageQueryDto } from '../../../../common/http/query/page-query.dto.js';
import { Parameter, RepeatableParameter } from '../../../../common/http/query/parameter.decorator.js';
import { TEXT } from '../../../../common/http/query/text-parameter.js';
import { TIMESTAMP } from '../../../../common/http/query/timestamp-parameter.js';
import type { Timestamp } from '../../../../common/time/timestamp.js';
import { SCORE_DATA_TYPES, SCORE_SOURCES } from '../../../domain/scores/score.js';
import { SCORE_FILTER_COLUMNS, type ScoreCondition } from '../../../domain/scores/score-filter-columns.js';
import { VALUE_OPERATORS, type ValueOperator } from '../../../domain/scores/score-query.js';
import { SCORE_FIELD_GROUPS, SCORE_FIELDS, type ScoreFieldGroup } from '../score-fields-parameter.js';

const MAX_VALUES = 200;

/** Which scores. All conditions that are given must hold. */
export class ListScoresQueryDto extends PageQueryDto {
  /** Scores of traces of this user. */
  @Parameter(TEXT)
  userId?: string;

  /** Scores with this name, exactly. */
  @Parameter(TEXT)
  name?: string;

  /** Scores from this instant on. */
  @Parameter(TIMESTAMP)
  fromTimestamp?: Timestamp;

  /** Scores before this instant. */
  @Parameter(TIMESTAMP)
  toTimestamp?: Timestamp;

  /** Scores in any of these environments; to be repeated for each. */
  @RepeatableParameter(TEXT, MAX_VALUES)
  environment?: string[];

  /** Scores that were given in this way. */
  @Parameter(oneOf(SCORE_SOURCES))
  source?: string;

  /** How to compare the value of a score with `value`. */
  @Parameter(oneOf(VALUE_OPERATORS))
  operator?: ValueOperator;

  /** Goes with `operator`. */
  @Parameter(NUMBER_PARAMETER)
  value?: number;

  /** These scores. */
  @Parameter(listOf(MAX_VALUES))
  scoreIds?: string[];

  /** Scores that follow this config. */
  @Parameter(TEXT)
  configId?: string;

  /** Scores of this session. */
  @Parameter(TEXT)
  sessionId?: string;

  /** Scores of this dataset run. */
  @Parameter(TEXT)
  datasetRunId?: string;

  /** Scores of this trace and its observations. */
  @Parameter(TEXT)
  traceId?: string;

  /** Scores of these observations. */
  @Parameter(listOf(MAX_VALUES))
  observationId?: string[];

  /** Scores of this annotation queue. */
  @Parameter(TEXT)
  queueId?: string;

  /** Scores of this type. */
  @Parameter(oneOf(SCORE_DATA_TYPES))
  dataType?: string;

  /** Scores of traces that have all of these tags; to be repeated for each. */
  @RepeatableParameter(TEXT, MAX_VALUES)
  traceTags?: string[];

  /** The groups of fields that are wanted; all of them by default. `score` is always there. */
  @Parameter(SCORE_FIELDS)
  fields: readonly ScoreFieldGroup[] = SCORE_FIELD_GROUPS;

  /**
   * More conditions, as a JSON array of `{type, column, operator, value}`, and `key` for what is within metadata. All of them must hold.
   * Where one is about the same column as another parameter, that parameter counts for nothing. Columns: id, name, source, dataType,
   * stringValue, comment, environment, traceId, observationId, sessionId, datasetRunId, configId, queueId, authorUserId, and of the
   * trace userId, traceName (`string`, `stringOptions`, `null`); traceTags (`arrayOptions`); timestamp (`datetime`); value (`number`);
   * metadata (`stringObject`, `numberObject`, `booleanObject`, `categoryOptions`). A value that is missing meets no condition
   * but `is null`. Not every condition has an index: a filter that takes too long is answered with 503 and is to be narrowed.
   */
  @Parameter(
    filterOf(
      SCORE_FILTER_COLUMNS,
      '[{"type":"stringObject","column":"metadata","key":"judge","operator":"=","value":"v2"}]',
    ),
  )
  filter?: readonly ScoreCondition[];
}
