import { oneOf } from '../../../common/http/query/choice-parameter.js';
import { PageQueryDto } from '../../../common/http/query/page-query.dto.js';
import { Parameter } from '../../../common/http/query/parameter.decorator.js';
import { TEXT } from '../../../common/http/query/text-parameter.js';
import { COMMENTED_TYPES, type CommentedType } from '../../domain/comment.js';

/** Which comments: those for which all of it holds. */
export class ListCommentsQueryDto extends PageQueryDto {
  /** What kind of thing they are about. */
  @Parameter(oneOf(COMMENTED_TYPES))
  objectType?: CommentedType;

  /** The id of what they are about; needs objectType. */
  @Parameter(TEXT)
  objectId?: string;

  /** Who says them. */
  @Parameter(TEXT)
  authorUserId?: string;
}
