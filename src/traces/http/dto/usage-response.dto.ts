import { Integer } from '../../../common/http/integer.decorator.js';
/** What an observation used: its token counts and costs under the names of older clients. */
export class UsageResponseDto {
  /**
   * As promptTokens.
   * @example 100
   */
  @Integer()
  input: number;

  /**
   * As completionTokens.
   * @example 20
   */
  @Integer()
  output: number;

  /**
   * As totalTokens.
   * @example 120
   */
  @Integer()
  total: number;

  /**
   * What is counted.
   * @example "TOKENS"
   */
  unit: string;

  /**
   * As calculatedInputCost.
   * @example 0.0003
   */
  inputCost: number | null;

  /**
   * As calculatedOutputCost.
   * @example 0.0006
   */
  outputCost: number | null;

  /**
   * As calculatedTotalCost.
   * @example 0.0009
   */
  totalCost: number | null;
}
