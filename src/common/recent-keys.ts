import { flatCopy } from './flat-copy.js';

const MAX_KEYS = 4000;
const MAX_CHARACTERS = 100;

/**
 * What follows from each of the keys that came of late: in what machines write they come again and again. Bounded, whatever keys are sent, and
 * without a hold on the bodies that they were cut out of.
 */
export class RecentKeys<Value> {
  private readonly known = new Map<string, Value>();

  /** @param valueOf depends on the key alone; never undefined */
  constructor(private readonly valueOf: (key: string) => Value) {}

  get(key: string): Value {
    let value = this.known.get(key);
    if (value !== undefined) return value;
    value = this.valueOf(key);
    if (key.length > MAX_CHARACTERS) return value;
    if (this.known.size >= MAX_KEYS) this.known.clear();
    this.known.set(flatCopy(key), value);
    return value;
  }
}
