import { Big } from 'big.js';

/**
 * An amount of USD, exactly: whole 10⁻¹² USD where they are a safe integer, which nearly all prices and costs are and which are added and
 * multiplied many times as fast; a decimal otherwise. The same amount is always the same value.
 */
export type Usd = number | Big;

const PLACES = 12;
const SCALE = new Big(10).pow(PLACES);
/** At most 15 digits together: a safe integer. */
const PLAIN = /^(\d{1,3})(?:\.(\d{1,12}))?$/;

export const NO_USD: Usd = 0;

/** @param value a finite number, or a decimal text */
export function usdOf(value: number | string): Usd {
  if (value === 0) return NO_USD;
  const plain = PLAIN.exec(typeof value === 'string' ? value : String(value));
  if (plain === null) return settled(new Big(value));
  const [, whole = '', fraction = ''] = plain;
  return Number(whole + fraction.padEnd(PLACES, '0'));
}

export function plusUsd(a: Usd, b: Usd): Usd {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return settled(decimalOf(a).plus(decimalOf(b)));
}

export function minusUsd(a: Usd, b: Usd): Usd {
  return plusUsd(a, typeof b === 'number' ? 0 - b : b.neg());
}

/** @param count a whole number */
export function timesUsd(price: Usd, count: number): Usd {
  if (typeof price === 'number') {
    const product = price * count;
    if (Number.isSafeInteger(product)) return product;
  }
  return settled(decimalOf(price).times(count));
}

/** Whether two decimal texts say the same, with however many zeros at their ends. */
export function isSameDecimal(one: string, other: string): boolean {
  return one === other || new Big(one).eq(other);
}

/** Whether it is more than so many whole USD. */
export function isMoreThan(usd: Usd, limit: number): boolean {
  return typeof usd === 'number' ? usd / 10 ** PLACES > limit : usd.gt(limit);
}

/** A decimal text without an exponent, and without zeros at its end. */
export function usdText(usd: Usd): string {
  if (typeof usd !== 'number') return usd.toFixed();
  const digits = String(Math.abs(usd)).padStart(PLACES + 1, '0');
  let end = digits.length;
  const point = end - PLACES;
  while (end > point && digits.charCodeAt(end - 1) === ZERO) end--;
  const text = digits.slice(0, point) + (end > point ? `.${digits.slice(point, end)}` : '');
  return usd < 0 ? `-${text}` : text;
}

const ZERO = 0x30;

function decimalOf(usd: Usd): Big {
  return typeof usd === 'number' ? new Big(usd).div(SCALE) : usd;
}

function settled(decimal: Big): Usd {
  const scaled = decimal.times(SCALE);
  const number = scaled.toNumber();
  return Number.isSafeInteger(number) && scaled.eq(number) ? number + 0 : decimal;
}
