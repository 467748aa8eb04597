import { PageQueryDto } from '../../../../common/http/query/page-query.dto.js';
import { Parameter, RepeatableParameter } from '../../../../common/http/query/parameter.decorator.js';
import { TEXT } from '../../../../common/http/query/text-parameter.js';
import { TIMESTAMP } from '../../../../common/http/query/timestamp-parameter.js';
import type { Timestamp } from '../../../../common/time/timestamp.js';

const MAX_VALUES = 200;

/** Which sessions. All conditions that are given must hold. */
export class ListSessionsQueryDto extends PageQueryDto {
  /** Sessions that were created at this instant or later. */
  @Parameter(TIMESTAMP)
  fromTimestamp?: Timestamp;

  /** Sessions that were created before this instant. */
  @Parameter(TIMESTAMP)
  toTimestamp?: Timestamp;

  /** Sessions in any of these environments; to be repeated for each. */
  @RepeatableParameter(TEXT, MAX_VALUES)
  environment?: string[];
}
