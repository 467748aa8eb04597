import { Integer } from './integer.decorator.js';
import type { PageMeta } from '../page.js';

/** Which part of the list this is. */
export class PageMetaDto implements PageMeta {
  /**
   * As asked for.
   * @example 1
   */
  @Integer()
  page: number;

  /**
   * As asked for.
   * @example 50
   */
  @Integer()
  limit: number;

  /**
   * How many items the whole list has.
   * @example 123
   */
  @Integer()
  totalItems: number;

  /**
   * How many pages the whole list has.
   * @example 3
   */
  @Integer()
  totalPages: number;
}
