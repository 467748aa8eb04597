import { pageMeta, type Page, type PageMeta, type PageRequest } from '../page.js';

/** The answer of a list: its items as they are shown, and where in the list they are. */
export function presentPage<Item, Shown>(
  { page, limit }: PageRequest,
  { items, totalItems }: Page<Item>,
  present: (item: Item) => Shown,
): { data: Shown[]; meta: PageMeta } {
  return { data: items.map((item) => present(item)), meta: pageMeta({ page, limit }, totalItems) };
}
