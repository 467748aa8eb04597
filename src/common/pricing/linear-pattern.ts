import { RE2JS, RE2Set } from 're2js';
import { patternSize } from './pattern-size.js';

/** Those of built-in prices have at most 760. */
export const MAX_PATTERN_CHARACTERS = 1000;

/**
 * In instructions: for each character of a name the engine looks at each at most once, however the pattern was made. For a name that has not
 * come before that is a millisecond in the worst case.
 */
export const MAX_PATTERN_SIZE = 400;

/** The rule that {@link patternFault} enforces, as an error message says it. */
export const PATTERN_RULE = `must be a regular expression in the syntax of RE2 (no look-around, no back references) of at most ${MAX_PATTERN_CHARACTERS} characters`;

const MAX_STATES_BYTES = 1 << 20;

/**
 * Patterns that users wrote, matched in time linear in the text whatever they are: a backtracking engine takes seconds for `(a+)+$`.
 * All at once, and what the engine remembers is bounded.
 */
export class LinearPatterns {
  private readonly set: RE2Set;

  /** @throws where a pattern is none: see {@link patternFault} */
  constructor(patterns: readonly string[], caseSensitive = true) {
    this.set = new RE2Set(RE2Set.UNANCHORED, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE, MAX_STATES_BYTES);
    for (const pattern of patterns) this.set.add(pattern);
    if (patterns.length > 0) this.set.compile();
  }

  /** In instructions: what one character of a text costs at the most. */
  get size(): number {
    return this.isEmpty ? 0 : this.set.prog.numInst();
  }

  /** The indices of the patterns that find something in the text, ascending. */
  findIn(text: string): readonly number[] {
    return this.isEmpty ? [] : this.set.match(text);
  }

  private get isEmpty(): boolean {
    return this.set.regexps.length === 0;
  }
}

/** Why this is no pattern, to follow its name: "must be …". Null: it is one. */
export function patternFault(pattern: string): string | null {
  if (pattern === '' || pattern.length > MAX_PATTERN_CHARACTERS) return PATTERN_RULE;
  if (patternSize(pattern) > 2 * MAX_PATTERN_SIZE) return TOO_LARGE;
  try {
    return RE2JS.compile(pattern).programSize() > MAX_PATTERN_SIZE ? TOO_LARGE : null;
  } catch (error) {
    return error instanceof Error ? `${PATTERN_RULE}: ${error.message}` : PATTERN_RULE;
  }
}

const TOO_LARGE = `must be simpler: it compiles to more than ${MAX_PATTERN_SIZE} instructions (counted repetitions are written out)`;
