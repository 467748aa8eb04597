/** Keeps the last lines of an output that arrives in pieces. */
export class RecentLines {
  private lines: string[] = [];
  private unfinished = '';

  constructor(private readonly maximum = 20) {}

  add(text: string): void {
    const pieces = (this.unfinished + text).split('\n');
    // A line without end must not grow without end.
    this.unfinished = (pieces.pop() ?? '').slice(-10_000);
    this.lines = [...this.lines, ...pieces.filter((line) => line !== '')].slice(-this.maximum);
  }

  toString(): string {
    return [...this.lines, this.unfinished].join('\n').trim();
  }
}
