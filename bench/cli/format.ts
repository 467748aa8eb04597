/** Cells of a line: the first is aligned to the left, the others to the right. A text alone is a heading. */
export type Line = string | readonly string[];

/** Lines with their cells aligned from heading to heading. */
export function format(lines: readonly Line[]): string {
  const blocks: Line[][] = [];
  for (const line of lines) {
    if (typeof line === 'string' || blocks.length === 0) blocks.push([]);
    blocks.at(-1)?.push(line);
  }
  return blocks.map(formatBlock).join('\n');
}

function formatBlock(lines: readonly Line[]): string {
  const widths: number[] = [];
  for (const line of lines) {
    if (typeof line === 'string') continue;
    for (const [index, cell] of line.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  return lines
    .map((line) => {
      if (typeof line === 'string') return `\n${line}\n`;
      const cells = line.map((cell, index) =>
        index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0),
      );
      return `  ${cells.join('   ')}\n`;
    })
    .join('')
    .trimEnd();
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function megabytes(bytes: number): string {
  return Number.isNaN(bytes) ? '–' : `${Math.round(bytes / 1024 / 1024)} MB`;
}

export function milliseconds(value: number): string {
  return Number.isNaN(value) ? '–' : `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

export function microseconds(seconds: number): string {
  return Number.isNaN(seconds) ? '–' : (seconds * 1e6).toFixed(1);
}

/** Of one processor. */
export function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${Math.round(share * 100)} %`;
}
