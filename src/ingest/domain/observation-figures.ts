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
  readonly inputCost: number;
  readonly outputCost: number;
  /** Null: the sum of the two others. */
  readonly totalCost: number | null;
}

export function figuresOf(
  fields: Partial<ObservationFields> & Pick<ObservationFields, 'startTime'>,
): ObservationFigures {
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
    inputCost: fields.calculatedInputCost ?? 0,
    outputCost: fields.calculatedOutputCost ?? 0,
    totalCost: fields.calculatedTotalCost ?? null,
  };
}

/** The beginning (UTC) of the hour that holds an instant. */
export function hourOf(timestamp: Timestamp): Timestamp {
  return `${timestamp.slice(0, 13)}:00:00.000000Z` as Timestamp;
}

/** The beginning (UTC) of the day that holds an instant. */
export function dayOf(timestamp: Timestamp): Timestamp {
  return `${timestamp.slice(0, 10)}T00:00:00.000000Z` as Timestamp;
}
