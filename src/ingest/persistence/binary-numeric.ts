const POSITIVE = 0x0000;
const NEGATIVE = 0x4000;
const DECIMAL = /^(-?)(\d+)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** A numeric as PostgreSQL sends it: digits to the base of 10,000, the first of which counts 10,000^weight. */
export interface BinaryNumeric {
  readonly sign: number;
  readonly weight: number;
  /** How many decimal places it shows. */
  readonly scale: number;
  readonly digits: readonly number[];
}

/** Of a finite number or a decimal text, exactly. */
export function binaryNumeric(value: number | string): BinaryNumeric {
  const match = DECIMAL.exec(String(value));
  if (match === null) throw new Error(`Not a decimal: ${value}`);
  const [, minus, whole = '', fraction = '', exponent = '0'] = match;
  const places = fraction.length - Number(exponent);
  const scale = Math.max(0, places);
  const figures = whole + fraction + '0'.repeat(Math.max(0, -places));
  // The decimal point stands between two digits: filled up with zeros on both sides.
  const afterPoint = Math.ceil(scale / 4) * 4;
  const beforePoint = Math.max(0, Math.ceil((figures.length - scale) / 4) * 4);
  const padded = figures
    .padEnd(figures.length + afterPoint - scale, '0')
    .padStart(beforePoint + afterPoint, '0');
  const digits: number[] = [];
  for (let at = 0; at < padded.length; at += 4) digits.push(Number(padded.slice(at, at + 4)));
  let weight = beforePoint / 4 - 1;
  while (digits[0] === 0) {
    digits.shift();
    weight--;
  }
  while (digits.at(-1) === 0) digits.pop();
  return {
    sign: minus === '-' && digits.length > 0 ? NEGATIVE : POSITIVE,
    weight: digits.length > 0 ? weight : 0,
    scale,
    digits,
  };
}
