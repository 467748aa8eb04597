import { OmitType } from '@nestjs/swagger';
import { BOOLEAN } from '../../../../common/http/query/boolean-parameter.js';
import { integerBetween } from '../../../../common/http/query/integer-parameter.js';
import { listOf } from '../../../../common/http/query/list-parameter.js';
import { Parameter } from '../../../../common/http/query/parameter.decorator.js';
import { TEXT } from '../../../../common/http/query/text-parameter.js';
import type { ObservationPosition } from '../../../domain/observations/observation-query.js';
import { OBSERVATION_CURSOR } from '../observation-cursor.js';
import {
  DEFAULT_OBSERVATION_FIELDS,
  OBSERVATION_FIELDS,
  type ObservationFieldGroup,
} from '../observation-fields-parameter.js';
import { ListObservationsQueryDto } from './list-observations-query.dto.js';

const MAX_KEYS = 200;

/** Which observations, and how much of each. All conditions that are given must hold. */
export class ScanObservationsQueryDto extends OmitType(ListObservationsQueryDto, [
  'page',
  'limit',
  'parentObservationId',
]) {
  /** How many observations an answer has. */
  @Parameter(integerBetween(1, 1000))
  limit = 50;

  /** The cursor of the last answer, to go on after it; without it the list begins. The other parameters must be the same. */
  @Parameter(OBSERVATION_CURSOR)
  cursor?: ObservationPosition;

  /** The groups of fields that are wanted. What is left out costs nothing; `core` is always there. */
  @Parameter(OBSERVATION_FIELDS)
  fields: readonly ObservationFieldGroup[] = DEFAULT_OBSERVATION_FIELDS;

  /** Members of metadata whose values are wanted whole. Others are cut after 200 characters. */
  @Parameter(listOf(MAX_KEYS))
  expandMetadata?: string[];

  /** Deprecated: must not be true. Input and output are texts. */
  @Parameter(BOOLEAN)
  parseIoAsJson?: boolean;

  /** Observations of traces of this session. */
  @Parameter(TEXT)
  sessionId?: string;

  /** Observations that are a part of this one; empty: those that are a part of no other. */
  @Parameter({ ...TEXT, empty: '' })
  parentObservationId?: string;

  /** Whether the observation stands at the top of its trace, or of what its application has done. */
  @Parameter(BOOLEAN)
  isRootObservation?: boolean;
}
