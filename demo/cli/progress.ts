import { SingleBar } from 'cli-progress';

export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** One bar on a terminal; elsewhere one line when it is done. */
export class Progress {
  private readonly bar: SingleBar | null;
  private done = 0;

  constructor(
    private readonly output: ProgressOutput & NodeJS.WritableStream,
    private readonly label: string,
    private readonly total: number,
  ) {
    if (output.isTTY !== true) {
      this.bar = null;
      return;
    }
    this.bar = new SingleBar({
      stream: output,
      format: `  ${label.padEnd(8)} {bar} {percentage} %  {detail}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 32,
      fps: 12,
      hideCursor: true,
      gracefulExit: true,
    });
    this.bar.start(total, 0, { detail: '' });
  }

  advance(steps: number, detail: string): void {
    this.done += steps;
    this.bar?.update(this.done, { detail });
  }

  finish(detail: string): void {
    this.bar?.update(this.total, { detail });
    this.bar?.stop();
    if (this.bar === null) this.output.write(`  ${this.label.padEnd(8)} ${detail}\n`);
  }

  /** Leaves the bar as it is and gives the terminal back. */
  abandon(): void {
    this.bar?.stop();
  }
}
