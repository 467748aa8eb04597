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
  /** Why, and how many for each reason. */
  readonly reasons: ReadonlyMap<string, number>;
}

/**
 * Writes what can be stored, each part for itself.
 * @param bytes what all of them weigh
 * @param writing partsOf: what a part is written as; maxTries: how often to try again to find what cannot be stored
 * @throws what `write` throws that is not the fault of what was to be written: the request is to be sent again
 */
export async function writeTaken<Taken extends { readonly kind: string }>(
  items: readonly (Taken | RefusedItem)[],
  bytes: number,
  { partsOf, maxTries }: Pick<EachWriting<Taken>, 'partsOf' | 'maxTries'>,
  write: (taken: readonly Taken[], bytes: number) => Promise<void>,
): Promise<ExportOutcome> {
  const reasons = new Map<string, number>();
  const count = (reason: string): void => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const taken: Taken[] = [];
  for (const item of items) {
    if (isRefused(item)) count(item.reason);
    else taken.push(item);
  }
  const share = Math.ceil(bytes / Math.max(1, items.length));
  const refuse = (_: Taken, error: unknown): void => {
    if (!(error instanceof DomainError) || !isOfData(error)) throw error;
    count(error.message);
  };
  await writeEach(taken, {
    write: (part) => write(part, share * part.length),
    partsOf,
    refuse,
    maxTries,
  });
  return { refused: [...reasons.values()].reduce((sum, each) => sum + each, 0), reasons };
}

function isRefused(item: { readonly kind: string }): item is RefusedItem {
  return item.kind === 'refused';
}
