import { BadRequestError } from '../../common/domain-error.js';

/** The label of a metric that has the most different values. */
export interface WidestLabel {
  readonly key: string;
  readonly values: number;
}

/** A project would get more series than it may have. Samples of the series that it has are still taken. */
export class SeriesLimitError extends BadRequestError {
  /** @param refused the keys of the series that there is no room for; the others of the same call would have been taken */
  constructor(
    limit: number,
    metric: string,
    label: WidestLabel | null,
    readonly refused: ReadonlySet<string> = new Set(),
  ) {
    const cause =
      label === null
        ? `metric ${JSON.stringify(metric)} is new`
        : `label ${JSON.stringify(label.key)} of metric ${JSON.stringify(metric)} has too many different values (${label.values} or more)`;
    super(
      `The project may not have more than ${limit} metric series: ${cause}. Existing series are still accepted`,
    );
  }
}
