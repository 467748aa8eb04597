import { filterOf } from '../../../../common/http/query/filter-parameter.js';
import { oneOf } from '../../../../common/http/query/choice-parameter.js';
import { PageQueryDto } from '../../../../common/http/query/page-query.dto.js';
import { Parameter, RepeatableParameter } from '../../../../common/http/query/parameter.decorator.js';
import { TEXT } from '../../../../common/http/query/text-parameter.js';
import { TIMESTAMP } from '../../../../common/http/query/timestamp-parameter.js';
import type { Timestamp } from '../../../../common/time/timestamp.js';
import {
  OBSERVATION_FILTER_COLUMNS,
  type ObservationCondition,
} from '../../../domain/observations/observation-filter-columns.js';
import { OBSERVATION_LEVELS, type ObservationLevel } from '../../../domain/observations/observation-query.js';

const MAX_VALUES = 50;

/** Which observations. All conditions that are given must hold. */
export class ListObservationsQueryDto extends PageQueryDto {
  /** Observations with this name, exactly. */
  @Parameter(TEXT)
  name?: string;

  /** Observations of traces of this user. */
  @Parameter(TEXT)
  userId?: string;

  /** Observations of this type: GENERATION, SPAN, EVENT, AGENT, TOOL, CHAIN, RETRIEVER, EVALUATOR, EMBEDDING, GUARDRAIL; in any case. */
  @Parameter(TEXT)
  type?: string;

  /** Observations of this trace. */
  @Parameter(TEXT)
  traceId?: string;

  /** Observations at this level. */
  @Parameter(oneOf(OBSERVATION_LEVELS))
  level?: ObservationLevel;

  /** Observations that are a part of this one. */
  @Parameter(TEXT)
  parentObservationId?: string;

  /** Observations in any of these environments; to be repeated for each. */
  @RepeatableParameter(TEXT, MAX_VALUES)
  environment?: string[];

  /** Observations that began at this instant or later. */
  @Parameter(TIMESTAMP)
  fromStartTime?: Timestamp;

  /** Observations that began before this instant. */
  @Parameter(TIMESTAMP)
  toStartTime?: Timestamp;

  /** Observations of this version. */
  @Parameter(TEXT)
  version?: string;

  /**
   * More conditions, as a JSON array of `{type, column, operator, value}`, and `key` for what is within metadata. All of them must hold.
   * Where one is about the same column as another parameter, that parameter counts for nothing. Columns: id, type, name, traceId,
   * parentObservationId, environment, level, statusMessage, version, model, promptName, and of the trace userId, sessionId, traceName,
   * traceEnvironment (`string`, `stringOptions`, `null`); input, output (the same, also with the operator `matches`); startTime, endTime
   * (`datetime`); isRootObservation (`boolean`); traceTags (`arrayOptions`); latency, timeToFirstToken, tokensPerSecond, inputTokens,
   * outputTokens, totalTokens, inputCost, outputCost, totalCost, promptVersion (`number`); metadata (`stringObject`, `numberObject`,
   * `booleanObject`, `categoryOptions`). A value that is missing meets no condition but `is null`. Input and output are searched as the
   * JSON that they are. Not every condition has an index: a filter that takes too long is answered with 503 and is to be narrowed, by time
   * for example.
   */
  @Parameter(
    filterOf(
      OBSERVATION_FILTER_COLUMNS,
      '[{"type":"number","column":"latency","operator":">=","value":2.5}]',
    ),
  )
  filter?: readonly ObservationCondition[];
}
