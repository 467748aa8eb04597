import { PageQueryDto } from '../../../common/http/query/page-query.dto.js';
import { Parameter, RepeatableParameter } from '../../../common/http/query/parameter.decorator.js';
import { TEXT } from '../../../common/http/query/text-parameter.js';
import { TIMESTAMP } from '../../../common/http/query/timestamp-parameter.js';
import type { Timestamp } from '../../../common/time/timestamp.js';

const MAX_VALUES = 50;

/** Which days, and what is counted on them. All conditions that are given must hold. */
export class DailyMetricsQueryDto extends PageQueryDto {
  /** Traces with this name, exactly, and their observations. */
  @Parameter(TEXT)
  traceName?: string;

  /** Traces of this user, and their observations. */
  @Parameter(TEXT)
  userId?: string;

  /** Traces that have all of these tags, and their observations; to be repeated for each. */
  @RepeatableParameter(TEXT, MAX_VALUES)
  tags?: string[];

  /** What began at this instant or later. By default the beginning of the day (UTC) that makes it 30 days. */
  @Parameter(TIMESTAMP)
  fromTimestamp?: Timestamp;

  /** What began at this instant or earlier. By default everything up to now and later. */
  @Parameter(TIMESTAMP)
  toTimestamp?: Timestamp;

  /** Traces of this version, and their observations. */
  @Parameter(TEXT)
  version?: string;

  /** Traces of this release, and their observations. */
  @Parameter(TEXT)
  release?: string;

  /** Traces and observations, each by its own, in any of these environments; to be repeated for each. */
  @RepeatableParameter(TEXT, MAX_VALUES)
  environment?: string[];
}
