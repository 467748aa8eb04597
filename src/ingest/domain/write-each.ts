import { DomainError } from '../../common/domain-error.js';

/** Patches that are first tried as one unit of commit. */
const MAX_UNIT = 500;

/** What is to be written, in units of commit. @param patchesOf how many patches an item has */
export function unitsOf<Item>(items: readonly Item[], patchesOf: (item: Item) => number): Item[][] {
  const units: Item[][] = [];
  let patches = Infinity;
  for (const item of items) {
    const more = patchesOf(item);
    patches += more;
    if (patches > MAX_UNIT) {
      units.push([]);
      patches = more;
    }
    units.at(-1)?.push(item);
  }
  return units;
}

/** All of them together, which costs least; each by itself where one of them cannot be stored. */
export async function writeEach<Item>(
  unit: readonly Item[],
  write: (items: readonly Item[]) => Promise<void>,
  refuse: (item: Item, error: unknown) => void,
): Promise<void> {
  try {
    await write(unit);
  } catch (error) {
    if (unit.length > 1 && isOfData(error))
      await Promise.all(unit.map((one) => writeEach([one], write, refuse)));
    else for (const one of unit) refuse(one, error);
  }
}

/** Whether an error is the fault of what was to be written: it would come again. */
export function isOfData(error: unknown): boolean {
  return error instanceof DomainError && error.code !== 'SERVICE_UNAVAILABLE';
}
