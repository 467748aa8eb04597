import { InvalidFieldError } from '../../../../common/json/invalid-field.error.js';
import type { Timestamp } from '../../../../common/time/timestamp.js';
import { environmentName } from '../../langfuse/environment-name.js';
import type { MetricSample } from '../../metric-sample.js';
import { ENVIRONMENT_KEYS } from '../environment-keys.js';
import { textOf } from '../span-reader.js';
import { NANOS_RULE, timestampOfNanos } from '../span-times.js';
import { explicitBuckets } from './explicit-buckets.js';
import { exponentialBuckets } from './exponential-buckets.js';
import { NO_RECORDED_VALUE, type OtlpPoint, type PointData, type SummaryData } from './otlp-point.js';
import { checkLabels, isLonger, pointLabels, seriesLabels } from './point-labels.js';
import { histogramValues, InvalidPointError, type SeriesValue } from './series-value.js';

const MAX_NAME = 256;
/** As the native route has it. */
const UNPRINTABLE = /[\u0000-\u001f\u007f\ufffd]/;
const DEFAULT_ENVIRONMENT = 'default';
const NOT_FINITE = 'A sum or a quantile that is not a finite number was left out of its point';

export interface TranslatedPoint {
  readonly samples: MetricSample[];
  /** Which part of the point is not among them, as it cannot be stored. */
  readonly leftOut?: string;
}

/**
 * The samples of a point. Names and keys of labels stay what was sent; only histograms and summaries, which are many series, have the
 * suffixes and labels that Prometheus gives them. A point that says that there is no value has none.
 * @throws InvalidPointError, InvalidFieldError where the point breaks a rule; others are not concerned
 */
export function translatePoint(point: OtlpPoint, projectId: string): TranslatedPoint {
  const { metric, flags, data } = point;
  checkName(metric.name);
  if (metric.temporality === 'UNSPECIFIED')
    throw new InvalidPointError('aggregationTemporality must be delta or cumulative');
  const ts = timeOf(point.nanos);
  const labels = pointLabels(point);
  checkLabels(labels, data.kind === 'number' ? 0 : 1);
  if ((flags & NO_RECORDED_VALUE) !== 0) return { samples: [] };
  const environment = environmentOf(point);
  const values = seriesValues(data);
  const finite = values.filter(({ value }) => Number.isFinite(value));
  const samples = finite.map(({ suffix, label, value }) => {
    const name = metric.name + suffix;
    if (isLonger(name, MAX_NAME))
      throw new InvalidPointError(
        `The name of a metric must have at most ${MAX_NAME} characters, its suffix included`,
      );
    return { projectId, environment, name, labels: seriesLabels(labels, label), value, ts };
  });
  return finite.length === values.length ? { samples } : { samples, leftOut: NOT_FINITE };
}

function checkName(name: string): void {
  if (name === '') throw new InvalidPointError('A metric must have a name');
  if (UNPRINTABLE.test(name)) throw new InvalidPointError('The name of a metric must be printable');
}

/** The time tells a point that is sent again from a new one: one without a time cannot be taken. */
function timeOf(nanos: bigint): Timestamp {
  const ts = nanos === 0n ? undefined : timestampOfNanos(nanos);
  if (ts === undefined) throw new InvalidFieldError(['timeUnixNano'], NANOS_RULE);
  return ts;
}

function environmentOf({ resource }: OtlpPoint): string {
  for (const key of ENVIRONMENT_KEYS) {
    const name = environmentName(textOf(resource.attributes.get(key)));
    if (name !== undefined) return name;
  }
  return DEFAULT_ENVIRONMENT;
}

function seriesValues(data: PointData): SeriesValue[] {
  switch (data.kind) {
    case 'number':
      if (data.value === null) throw new InvalidPointError('A point must have a value');
      if (!Number.isFinite(Number(data.value)))
        throw new InvalidPointError('A value must be a finite number');
      return [{ suffix: '', label: null, value: Number(data.value) }];
    case 'histogram':
      return histogramValues(data.count, data.sum, explicitBuckets(data));
    case 'exponential':
      return histogramValues(data.count, data.sum, exponentialBuckets(data));
    case 'summary':
      return summaryValues(data);
  }
}

/** Of a time without measurements the quantiles are NaN: they are not there. */
function summaryValues({ count, sum, quantiles }: SummaryData): SeriesValue[] {
  if (!quantiles.every(({ quantile }) => quantile >= 0 && quantile <= 1))
    throw new InvalidPointError('quantile must be from 0 to 1');
  return [
    ...quantiles
      .filter(({ value }) => !Number.isNaN(value))
      .map(({ quantile, value }): SeriesValue => ({
        suffix: '',
        label: ['quantile', String(quantile)],
        value,
      })),
    { suffix: '_count', label: null, value: Number(count) },
    { suffix: '_sum', label: null, value: sum },
  ];
}
