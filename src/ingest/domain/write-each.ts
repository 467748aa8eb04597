import { seriesKey, type MetricSample } from './metric-sample.js';
import { SeriesLimitError } from './series-limit.error.js';
import { DomainError } from '../../common/domain-error.js';
import { faultGroups } from './fault-groups.js';
import { RejectedDataError } from './rejected-data.error.js';

/** Patches that are first tried as one unit of commit. */
const MAX_UNIT = 500;

/** For items that are merged with what is stored: of the most that an entity may have, a try takes tens of milliseconds. */
export const MAX_TRIES = 64;

/** How the items of a request are written. */
export interface EachWriting<Item> {
  /** All of them or none. */
  readonly write: (items: readonly Item[]) => Promise<void>;
  /** What an item is written as. */
  readonly partsOf: (item: Item) => readonly unknown[];
  /** To be told of an item that cannot be stored. */
  readonly refuse: (item: Item, error: unknown) => void;
  /** How often parts of the request may be tried again to find out which of its items cannot be stored. */
  readonly maxTries: number;
}

/** Writes what can be stored, in units of commit. */
export async function writeEach<Item>(items: readonly Item[], writing: EachWriting<Item>): Promise<void> {
  const search = new FaultSearch(writing);
  await Promise.all(unitsOf(items, (item) => writing.partsOf(item).length).map((unit) => search.write(unit)));
}

/** Whether an error is the fault of what was to be written: it would come again. */
export function isOfData(error: unknown): boolean {
  return error instanceof DomainError && error.code !== 'SERVICE_UNAVAILABLE';
}

/**
 * All together, which costs least; where something of it cannot be stored, without what is known to be at fault. What is not known is looked for
 * by halves, which costs a transaction each time. So that one request cannot keep the database busy with it, the search ends
 * after a number of tries; what has not been found innocent by then is refused.
 */
class FaultSearch<Item> {
  private tries: number;

  constructor(private readonly writing: EachWriting<Item>) {
    this.tries = writing.maxTries;
  }

  async write(items: readonly Item[]): Promise<void> {
    const { write, partsOf, refuse } = this.writing;
    try {
      await write(items);
    } catch (error) {
      if (items.length === 1 || !isOfData(error)) {
        for (const item of items) refuse(item, error);
        return;
      }
      const { innocent, guilty, suspect } =
        seriesGroups(error, items, partsOf) ?? faultGroups(error, items, partsOf);
      for (const [item, own] of guilty) refuse(item, own);
      if (innocent.length > 0) await this.write(innocent);
      if (suspect.length > 0) await this.halve(suspect, error);
    }
  }

  private async halve(suspect: readonly Item[], error: unknown): Promise<void> {
    const middle = Math.ceil(suspect.length / 2);
    for (const half of [suspect.slice(0, middle), suspect.slice(middle)]) {
      if (half.length === 0) continue;
      if (this.tries-- > 0) await this.write(half);
      else for (const item of half) this.writing.refuse(item, untried(error));
    }
  }
}

/** Those whose series there is no room for, and the others, which one further try stores; null where the error does not tell. */
function seriesGroups<Item>(
  error: unknown,
  items: readonly Item[],
  partsOf: (item: Item) => readonly unknown[],
): {
  innocent: readonly Item[];
  guilty: readonly (readonly [Item, Error])[];
  suspect: readonly Item[];
} | null {
  if (!(error instanceof SeriesLimitError)) return null;
  const isBeyond = (item: Item): boolean =>
    partsOf(item).some((part) => error.refused.has(seriesKey(part as MetricSample)));
  const guilty = items.filter(isBeyond);
  if (guilty.length === 0) return null;
  return {
    innocent: items.filter((item) => !isBeyond(item)),
    guilty: guilty.map((item) => [item, error] as const),
    suspect: [],
  };
}

function untried(error: unknown): RejectedDataError {
  const message = error instanceof Error ? error.message : '';
  return new RejectedDataError(
    `${message}. That is so of this and others together; too many of the request were refused to try each alone: send fewer at once`,
  );
}

function unitsOf<Item>(items: readonly Item[], partsOf: (item: Item) => number): Item[][] {
  const units: Item[][] = [];
  let parts = Infinity;
  for (const item of items) {
    const more = partsOf(item);
    parts += more;
    if (parts > MAX_UNIT) {
      units.push([]);
      parts = more;
    }
    units.at(-1)?.push(item);
  }
  return units;
}
