const WARM_UP_ROUNDS = 12;

/**
 * Reproducible random numbers (the sfc32 generator). The same key gives the same sequence on every machine.
 * A part of the program that must not disturb another one's sequence takes a {@link fork} of its own.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(private readonly key: string) {
    this.a = hash(key, 0x9e3779b9);
    this.b = hash(key, 0x243f6a88);
    this.c = hash(key, 0xb7e15162);
    for (let round = 0; round < WARM_UP_ROUNDS; round++) this.uint32();
  }

  /** An independent sequence that depends on this one's key and the label, not on what was drawn so far. */
  fork(label: string): Random {
    return new Random(`${this.key}/${label}`);
  }

  /** In [0, 1). */
  next(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** Both ends included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('Nothing to pick from');
    return item;
  }

  pickWeighted<T>(choices: readonly (readonly [item: T, weight: number])[]): T {
    let rest = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of choices) {
      rest -= weight;
      if (rest < 0) return item;
    }
    return this.pick(choices)[0];
  }

  /** Standard normal, by the method of Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Skewed as latencies are: half of the values are below the median, some far above. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** `length` hexadecimal digits. */
  hex(length: number): string {
    let digits = '';
    while (digits.length < length) digits += this.uint32().toString(16).padStart(8, '0');
    return digits.slice(0, length);
  }

  /** In the form of a random (version 4) UUID. */
  uuid(): string {
    const digits = this.hex(31);
    const variant = '89ab'[this.integer(0, 3)] ?? '8';
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(12, 15)}`,
      `${variant}${digits.slice(15, 18)}`,
      digits.slice(18, 30),
    ].join('-');
  }

  private uint32(): number {
    const sum = (this.a + this.b + this.counter) >>> 0;
    this.counter = (this.counter + 1) >>> 0;
    this.a = (this.b ^ (this.b >>> 9)) >>> 0;
    this.b = (this.c + (this.c << 3)) >>> 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) >>> 0;
    return sum;
  }
}

/** A 32-bit digest of a text (FNV-1a with a final avalanche). */
function hash(text: string, basis: number): number {
  let digest = basis >>> 0;
  for (let index = 0; index < text.length; index++) {
    digest = Math.imul(digest ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  digest = Math.imul(digest ^ (digest >>> 15), 0x2c1b3c6d);
  digest = Math.imul(digest ^ (digest >>> 12), 0x297a2d39);
  return (digest ^ (digest >>> 15)) >>> 0;
}
