import { ModelUsageResponseDto } from './model-usage-response.dto.js';

/** What happened on a day (UTC): the traces that began on it, and the observations that did. */
export class DailyUsageResponseDto {
  /** @example "2026-01-31" */
  date: string;

  /** @example 9 */
  countTraces: number;

  /**
   * Of all types.
   * @example 40
   */
  countObservations: number;

  /**
   * USD, of all observations.
   * @example 0.009
   */
  totalCost: number;

  /** Generations by model, by descending cost. */
  usage: ModelUsageResponseDto[];
}
