import { DomainError } from '../../../common/domain-error.js';
import { isOfData, writeEach, type EachWriting } from '../write-each.js';

/** Why something that came in a request cannot be taken. */
export interface RefusedItem {
  readonly kind: 'refused';
  readonly reason: string;
}

/** What became of the parts of a request. All that are not among the refused ones are durable and can be read. */
export interface ExportOutcome {
  readonly refused: number;
  /** Why, and how many for each reason. What was left out of parts that are stored is among them, and not among the refused. */
  readonly reasons: ReadonlyMap<string, number>;
}

interface Taking<Taken> extends Pick<EachWriting<Taken>, 'partsOf' | 'maxTries'> {
  readonly leftOutOf?: (taken: Taken) => string | undefined;
}

/**
 * Writes what can be stored, each part for itself.
 * @param bytes what all of them weigh
 * @param taking partsOf: what a part is written as; maxTries: how often to try again to find what cannot be stored; leftOutOf: what is to be
 * said of a part that is stored, but not as a whole
 * @throws what `write` throws that is not the fault of what was to be written: the request is to be sent again
 */
export async function writeTaken<Taken extends { readonly kind: string }>(
  items: readonly (Taken | RefusedItem)[],
  bytes: number,
  { partsOf, maxTries, leftOutOf }: Taking<Taken>,
  write: (taken: readonly Taken[], bytes: number) => Promise<void>,
): Promise<ExportOutcome> {
  const reasons = new Map<string, number>();
  const count = (reason: string): void => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const taken: Taken[] = [];
  for (const item of items) {
    if (isRefused(item)) count(item.reason);
    else taken.push(item);
  }
  const unstored = new Set<Taken>();
  const share = Math.ceil(bytes / Math.max(1, items.length));
  const refuse = (part: Taken, error: unknown): void => {
    if (!(error instanceof DomainError) || !isOfData(error)) throw error;
    unstored.add(part);
    count(error.message);
  };
  await writeEach(taken, {
    write: (part) => write(part, share * part.length),
    partsOf,
    refuse,
    maxTries,
  });
  const refused = [...reasons.values()].reduce((sum, each) => sum + each, 0);
  for (const part of leftOutOf === undefined ? [] : taken) {
    const leftOut = leftOutOf?.(part);
    if (leftOut !== undefined && !unstored.has(part)) count(leftOut);
  }
  return { refused, reasons };
}

function isRefused(item: { readonly kind: string }): item is RefusedItem {
  return item.kind === 'refused';
}
