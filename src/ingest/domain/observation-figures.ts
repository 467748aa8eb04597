import { Big } from 'big.js';
import type { Timestamp } from '../../common/time/timestamp.js';
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
  readonly inputCost: Big;
  readonly outputCost: Big;
  readonly totalCost: Big;
}

const NO_COST = new Big(0);

/** @param fields of an observation, which always has a start */
export function figuresOf(fields: Partial<ObservationFields>): ObservationFigures {
  if (fields.startTime === undefined) throw new Error('An observation has no start');
  const inputCost = cost(fields.calculatedInputCost) ?? NO_COST;
  const outputCost = cost(fields.calculatedOutputCost) ?? NO_COST;
  const inputTokens = fields.promptTokens ?? 0;
  const outputTokens = fields.completionTokens ?? 0;
  return {
    environment: fields.environment ?? OBSERVATION_BLANKS.environment,
    type: fields.type ?? OBSERVATION_BLANKS.type,
    model: fields.model ?? '',
    startTime: fields.startTime,
    endTime: fields.endTime ?? null,
    isError: fields.level === 'ERROR',
    inputTokens,
    outputTokens,
    totalTokens: fields.totalTokens ?? inputTokens + outputTokens,
    inputCost,
    outputCost,
    totalCost: cost(fields.calculatedTotalCost) ?? sum(inputCost, outputCost),
  };
}

function cost(value: number | null | undefined): Big | null {
  if (value === null || value === undefined) return null;
  return value === 0 ? NO_COST : new Big(value);
}

function sum(a: Big, b: Big): Big {
  if (a === NO_COST) return b;
  return b === NO_COST ? a : a.plus(b);
}

/** The beginning (UTC) of the hour that holds an instant. */
export function hourOf(timestamp: Timestamp): Timestamp {
  return `${timestamp.slice(0, 13)}:00:00.000000Z` as Timestamp;
}

/** The beginning (UTC) of the day that holds an instant. */
export function dayOf(timestamp: Timestamp): Timestamp {
  return `${timestamp.slice(0, 10)}T00:00:00.000000Z` as Timestamp;
}
