/** Collects the values of a statement and gives the place where each belongs: text of a caller never becomes a part of the SQL. */
export class SqlParameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}
