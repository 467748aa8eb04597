import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { AskedViewQuery } from './view-query.js';

/**
 * What has about as many values as there are rows can only be grouped by where the top rows of a metric are asked for.
 * @param isLimited whether the question itself says how many rows are wanted
 * @throws InvalidFieldError
 */
export function requireTopRows(query: AskedViewQuery, isLimited: boolean): void {
  const index = query.dimensions.findIndex((name) => query.view.dimensions.get(name)?.isHighCardinality);
  const name = query.dimensions[index];
  if (name === undefined) return;
  const descending = query.orderBy.filter(({ direction }) => direction === 'desc');
  const isTop =
    query.granularity === null &&
    isLimited &&
    descending.length > 0 &&
    descending.every(({ by }) => by === 'metric');
  if (isTop) return;
  throw new InvalidFieldError(
    ['dimensions', index, 'field'],
    `must not be ${name}, which has too many values, unless the top rows are asked for: ` +
      `by orderBy with a metric and the direction desc, and by config.row_limit, without timeDimension; to narrow the query, name it in filters`,
  );
}
