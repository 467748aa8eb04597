import type { Timestamp } from '../../common/time/timestamp.js';
import { NO_USD, plusUsd, usdOf, type Usd } from '../../common/usd.js';
import { NOTHING_DERIVED, type DerivedCosts } from './pricing/derived-costs.js';
import { OBSERVATION_BLANKS, type ObservationFields } from './telemetry-fields.js';

/** What one observation adds to the figures that are kept about its trace, its hour and its day. Costs in USD. */
export interface ObservationFigures {
  readonly environment: string;
  readonly type: string;
  /** Empty where the observation names no model. */
  readonly model: string;
  readonly startTime: Timestamp;
  readonly endTime: Timestamp | null;
  readonly isError: boolean;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  readonly inputCost: Usd;
  readonly outputCost: Usd;
  readonly totalCost: Usd;
}

const NO_COUNTS = {};

/**
 * Of what was sent, else of what the server has counted and priced.
 * @param fields of an observation, which always has a start
 */
export function figuresOf(
  fields: Partial<ObservationFields>,
  derived: DerivedCosts = NOTHING_DERIVED,
): ObservationFigures {
  if (fields.startTime === undefined) throw new Error('An observation has no start');
  return {
    environment: fields.environment ?? OBSERVATION_BLANKS.environment,
    type: fields.type ?? OBSERVATION_BLANKS.type,
    model: fields.model ?? '',
    startTime: fields.startTime,
    endTime: fields.endTime ?? null,
    isError: fields.level === 'ERROR',
    ...tokensOf(fields, derived),
    ...costsOf(fields, derived),
  };
}

type Tokens = Pick<ObservationFigures, 'inputTokens' | 'outputTokens' | 'totalTokens'>;
type Costs = Pick<ObservationFigures, 'inputCost' | 'outputCost' | 'totalCost'>;

function tokensOf(fields: Partial<ObservationFields>, { estimatedUsage }: DerivedCosts): Tokens {
  const estimated: { input?: number; output?: number; total?: number } =
    estimatedUsage === null ? NO_COUNTS : (JSON.parse(estimatedUsage) as typeof estimated);
  const inputTokens = fields.promptTokens ?? estimated.input ?? 0;
  const outputTokens = fields.completionTokens ?? estimated.output ?? 0;
  const totalTokens = fields.totalTokens ?? estimated.total ?? inputTokens + outputTokens;
  return { inputTokens, outputTokens, totalTokens };
}

function costsOf(fields: Partial<ObservationFields>, derived: DerivedCosts): Costs {
  const inputCost = cost(fields.calculatedInputCost ?? derived.inputCost) ?? NO_USD;
  const outputCost = cost(fields.calculatedOutputCost ?? derived.outputCost) ?? NO_USD;
  const totalCost = cost(fields.calculatedTotalCost ?? derived.totalCost) ?? plusUsd(inputCost, outputCost);
  return { inputCost, outputCost, totalCost };
}

function cost(value: number | string | null | undefined): Usd | null {
  return value === null || value === undefined ? null : usdOf(value);
}

/** The beginning (UTC) of the hour that holds an instant. */
export function hourOf(timestamp: Timestamp): Timestamp {
  return `${timestamp.slice(0, 13)}:00:00.000000Z` as Timestamp;
}

/** The beginning (UTC) of the day that holds an instant. */
export function dayOf(timestamp: Timestamp): Timestamp {
  return `${timestamp.slice(0, 10)}T00:00:00.000000Z` as Timestamp;
}
