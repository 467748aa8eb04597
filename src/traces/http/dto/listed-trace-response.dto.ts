import { TraceResponseDto } from './trace-response.dto.js';

/** A trace in a list. */
export class ListedTraceResponseDto extends TraceResponseDto {
  /**
   * Ids of its observations, in the order of the ids. Empty when `observations` was left out.
   * @example ["00f067aa0ba902b7"]
   */
  observations: string[];

  /**
   * Ids of its scores, in the order of the ids. Empty when `scores` was left out.
   * @example ["score-1"]
   */
  scores: string[];
}
