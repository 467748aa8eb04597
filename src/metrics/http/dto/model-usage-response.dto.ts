import { Integer } from '../../../common/http/integer.decorator.js';
import type { JsonText } from '../../../common/json/json-text.js';

/** What the generations of one model used on a day. */
export class ModelUsageResponseDto {
  /**
   * Null for generations that name no model.
   * @example "gpt-4o-mini"
   */
  model: string | null;

  /**
   * Tokens that went in.
   * @example 1000
   */
  @Integer()
  inputUsage: number | JsonText;

  /**
   * Tokens that came out.
   * @example 200
   */
  @Integer()
  outputUsage: number | JsonText;

  /**
   * As sent with each generation, else the sum of the two others.
   * @example 1200
   */
  @Integer()
  totalUsage: number | JsonText;

  /**
   * Traces with a generation of the model on this day, counted once in each environment in which they have one.
   * @example 8
   */
  @Integer()
  countTraces: number;

  /**
   * Generations.
   * @example 10
   */
  @Integer()
  countObservations: number;

  /**
   * USD.
   * @example 0.009
   */
  totalCost: number;
}
