import { Big } from 'big.js';

/** What a number that is kept as its text may be. */
export interface DecimalRule {
  readonly minimum: number;
  readonly maximum: number;
  /** The most digits behind the point. */
  readonly decimals: number;
  readonly orNull?: boolean;
}

/** More of an exponent than any rule allows, and less than arithmetic could not bear. */
const MAX_EXPONENT = 400;
/** More characters than any number needs that follows a rule. */
const MAX_CHARACTERS = 400;

/** Which part of the rule the text of a JSON value breaks; null: none. */
export function brokenDecimalRule(json: string, rule: DecimalRule): string | null {
  if (json === 'null' && rule.orNull) return null;
  if (!/^[-\d]/.test(json)) return `must be a finite number${rule.orNull ? ' or null' : ''}`;
  const exponent = Number(/[eE](.*)$/.exec(json)?.[1] ?? 0);
  if (Math.abs(exponent) > MAX_EXPONENT || json.length > MAX_CHARACTERS)
    return `must be a number of at most ${MAX_CHARACTERS} characters, with an exponent of at most ±${MAX_EXPONENT}`;
  const number = new Big(json);
  if (number.lt(rule.minimum)) return `must be at least ${rule.minimum}`;
  if (number.gt(rule.maximum)) return `must be at most ${rule.maximum}`;
  return number.c.length - number.e - 1 > rule.decimals
    ? `must have at most ${rule.decimals} decimal places`
    : null;
}

/** The text of a number that follows a rule in its plainest form, without an exponent: `0.000003`. Null for the text `null`. */
export function plainDecimal(json: string): string | null {
  return json === 'null' ? null : new Big(json).toFixed();
}

/** The rule as JSON Schema has it, as far as that can say it. */
export function decimalSchema({ minimum, maximum, orNull }: DecimalRule): {
  type: string | string[];
  minimum: number;
  maximum: number;
} {
  return { type: orNull ? ['number', 'null'] : 'number', minimum, maximum };
}
