import { oneOf } from '../../../../common/http/query/choice-parameter.js';
import { PageQueryDto } from '../../../../common/http/query/page-query.dto.js';
import { Parameter, RepeatableParameter } from '../../../../common/http/query/parameter.decorator.js';
import { TEXT } from '../../../../common/http/query/text-parameter.js';
import { TIMESTAMP } from '../../../../common/http/query/timestamp-parameter.js';
import type { Timestamp } from '../../../../common/time/timestamp.js';
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

  /** Observations of this type: GENERATION, SPAN, EVENT, AGENT, TOOL, CHAIN, RETRIEVER, EVALUATOR, EMBEDDING, GUARDRAIL. */
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
}
