/**
 * The one text of all JSON texts that jsonb takes for equal: without spaces, keys sorted (the last of several equal ones counts),
 * strings with the fewest escapes, numbers without exponents. What jsonb makes of a text has the same canonical text, so that
 * comparing what is stored with what was sent does not depend on which of the two came first.
 * @param text valid JSON of a bounded depth, with exponents that jsonb takes
 */
export function canonicalJson(text: string): string {
  return PLAIN.test(text) ? text : new Canonicalizer(text).readValue();
}

/** A text without escapes, or a whole number: by far the most values are, and are canonical as they are. */
const PLAIN = /^(?:"[^"\\]*"|[1-9]\d*|0)$/;

/** A number, true, false or null. */
const SCALAR = /[^\s,\]}]+/y;

class Canonicalizer {
  private position = 0;

  constructor(private readonly text: string) {}

  readValue(): string {
    const first = this.skipSpace();
    if (first === '{') return this.readObject();
    if (first === '[') return this.readArray();
    if (first === '"') return JSON.stringify(this.readString());
    SCALAR.lastIndex = this.position;
    const scalar = SCALAR.exec(this.text)?.[0] ?? '';
    this.position += scalar.length;
    return /^[tfn]/.test(scalar) ? scalar : plainNumber(scalar);
  }

  private readObject(): string {
    const members = new Map<string, string>();
    while (!this.isAtEnd('}')) {
      const key = this.readString();
      this.skipSpace();
      this.position++;
      members.set(key, this.readValue());
    }
    const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
  }

  private readArray(): string {
    const elements: string[] = [];
    while (!this.isAtEnd(']')) elements.push(this.readValue());
    return `[${elements.join(',')}]`;
  }

  /** Goes to the next member or element, or behind the closing bracket. */
  private isAtEnd(bracket: string): boolean {
    if (this.skipSpace() !== bracket) this.position++;
    const isAtEnd = this.skipSpace() === bracket;
    if (isAtEnd) this.position++;
    return isAtEnd;
  }

  private readString(): string {
    const start = this.position;
    let end = this.text.indexOf('"', start + 1);
    while (backslashesBefore(this.text, end) % 2 === 1) end = this.text.indexOf('"', end + 1);
    this.position = end + 1;
    return JSON.parse(this.text.slice(start, this.position)) as string;
  }

  private skipSpace(): string {
    while (' \t\r\n'.includes(this.text.charAt(this.position)) && this.position < this.text.length)
      this.position++;
    return this.text.charAt(this.position);
  }
}

function backslashesBefore(text: string, position: number): number {
  let count = 0;
  while (text.charAt(position - count - 1) === '\\') count++;
  return count;
}

/** Without an exponent, every digit kept: 1.50e1 is 15.0, as numeric has it. */
function plainNumber(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?$/.exec(number) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const left =
    digits
      .slice(0, Math.max(0, point))
      .padEnd(point, '0')
      .replace(/^0+(?=\d)/, '') || '0';
  const right = '0'.repeat(Math.max(0, -point)) + digits.slice(Math.max(0, point));
  const plain = right === '' ? left : `${left}.${right}`;
  return /[1-9]/.test(plain) ? sign + plain : plain;
}
