import type { PageRequest } from '../../page.js';
import { integerBetween } from './integer-parameter.js';
import { Parameter } from './parameter.decorator.js';

/** Far beyond any list, and far from where the product with the limit would lose digits. */
const LAST_PAGE = 2 ** 31 - 1;

/** Which part of a list. */
export class PageQueryDto implements PageRequest {
  /** Counts from 1. */
  @Parameter(integerBetween(1, LAST_PAGE))
  page = 1;

  /** How many items a page has. */
  @Parameter(integerBetween(1, 200))
  limit = 50;
}
