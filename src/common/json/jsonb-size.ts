/** What is stored as jsonb is merged member by member, and filtered on: it is to describe a thing, not to hold it. */
const MAX_VALUES = 10_000;
/** Of UTF-16, with numbers written without exponents, as jsonb keeps them. */
const MAX_CHARACTERS = 4 * 1024 * 1024;
/** When a member was set is kept by its path: the names of all that it lies within, and its own. */
const MAX_PATH_CHARACTERS = 4 * 1024 * 1024;
const MAX_VALUES_IN_ALL = 200_000;
const MAX_PATH_CHARACTERS_IN_ALL = 4 * MAX_PATH_CHARACTERS;

/** Measures the texts of a document that are meant for jsonb, one after the other. The reader of the text says what it meets. */
export class JsonbSize {
  private valuesInAll = 0;
  private pathsInAll = 0;
  private expansion = 0;
  private path = 0;
  private paths = 0;

  begin(): void {
    this.expansion = 0;
    this.path = 0;
    this.paths = 0;
  }

  /** @param nameCharacters with the quotes */
  enterMember(nameCharacters: number): void {
    this.path += nameCharacters + 1;
    this.paths += this.path;
  }

  leaveMember(nameCharacters: number): void {
    this.path -= nameCharacters + 1;
  }

  number(exponent: number): void {
    this.expansion += Math.abs(exponent);
  }

  /** The rule that the text which ends here breaks, by itself or together with those before it; null: none. */
  end(values: number, characters: number): string | null {
    this.valuesInAll += values;
    this.pathsInAll += this.paths;
    if (values > MAX_VALUES) return `has more than ${MAX_VALUES} values`;
    if (characters + this.expansion > MAX_CHARACTERS) return `has more than ${MAX_CHARACTERS} characters`;
    if (this.paths > MAX_PATH_CHARACTERS) {
      return `has members whose paths have more than ${MAX_PATH_CHARACTERS} characters together`;
    }
    if (this.valuesInAll > MAX_VALUES_IN_ALL) {
      return `brings the metadata of the request to more than ${MAX_VALUES_IN_ALL} values; split the request`;
    }
    if (this.pathsInAll <= MAX_PATH_CHARACTERS_IN_ALL) return null;
    return `brings the paths in the metadata of the request to more than ${MAX_PATH_CHARACTERS_IN_ALL} characters; split the request`;
  }
}
