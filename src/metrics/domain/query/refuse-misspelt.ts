import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { Members, Path } from './read-document.js';

/**
 * A member that nobody knows is left out of account, but not one whose name is nearly that of a known one: who writes `filter` would take the
 * figures of everything for those of a part.
 * @throws InvalidFieldError that says what may be meant
 */
export function refuseMisspelt(members: Members, path: Path, names: readonly string[]): void {
  for (const name of Object.keys(members)) {
    if (names.includes(name)) continue;
    const meant = names.find((known) => isNearly(lettersOf(name), lettersOf(known)));
    if (meant !== undefined) throw new InvalidFieldError([...path, name], `is not known; is ${meant} meant?`);
  }
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '');
}

const MAX_LONGER = 2;

function isNearly(name: string, known: string): boolean {
  const allowed = known.length < 5 ? 1 : MAX_LONGER;
  return Math.abs(name.length - known.length) <= allowed && distance(name, known) <= allowed;
}

/** How many letters have to be put in, taken out or replaced. */
function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + Number(one[row - 1] !== other[column - 1]);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
