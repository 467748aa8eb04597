/** A page of a list: `page` counts from 1. */
export interface PageRequest {
  readonly page: number;
  readonly limit: number;
}

export interface Page<T> {
  readonly items: T[];
  /** How many items the whole list has, all pages together. */
  readonly totalItems: number;
}

export interface PageMeta {
  page: number;
  limit: number;
  totalItems: number;
  totalPages: number;
}

export function pageMeta(request: PageRequest, totalItems: number): PageMeta {
  return { ...request, totalItems, totalPages: Math.ceil(totalItems / request.limit) };
}
