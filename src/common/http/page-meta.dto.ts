import type { PageMeta } from '../page.js';

/** Which part of the list this is. */
export class PageMetaDto implements PageMeta {
  /**
   * As asked for.
   * @example 1
   */
  page: number;

  /**
   * As asked for.
   * @example 50
   */
  limit: number;

  /**
   * How many items the whole list has.
   * @example 123
   */
  totalItems: number;

  /**
   * How many pages the whole list has.
   * @example 3
   */
  totalPages: number;
}
