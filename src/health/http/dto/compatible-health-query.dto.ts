import { BOOLEAN } from '../../../common/http/query/boolean-parameter.js';
import { Parameter } from '../../../common/http/query/parameter.decorator.js';

/** What must be so for the answer to be 200. */
export class CompatibleHealthQueryDto {
  /** The database answers. */
  @Parameter(BOOLEAN)
  failIfDatabaseUnavailable = false;

  /** The project has a trace and an observation that began within the last three minutes. */
  @Parameter(BOOLEAN)
  failIfNoRecentEvents = false;
}
