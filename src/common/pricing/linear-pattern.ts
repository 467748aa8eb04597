import { RE2JS, RE2Set } from 're2js';
import { Turns } from '../turns.js';
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

/** Of all patterns together: what the engine remembers. */
const MAX_STATES_BYTES = 1 << 20;
const LEAST_STATES_BYTES = 1 << 14;

/** Patterns that are one automaton: few enough that they are compiled in some milliseconds. */
const GROUP_PATTERNS = 16;
const GROUP_SIZE = 600;

/**
 * Patterns that users wrote, matched in time linear in the text whatever they are: a backtracking engine takes seconds for `(a+)+$`.
 * What the engine remembers is bounded. They are compiled when they are first asked for, or before that by {@link prepare}.
 */
export class LinearPatterns {
  private readonly groups: readonly PatternGroup[];

  constructor(patterns: readonly string[], caseSensitive = true) {
    const groups = grouped(patterns);
    const bytes = Math.max(LEAST_STATES_BYTES, Math.floor(MAX_STATES_BYTES / Math.max(1, groups.length)));
    const flags = caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE;
    let first = 0;
    this.groups = groups.map((group) => {
      const made = new PatternGroup(group, first, flags, bytes);
      first += group.length;
      return made;
    });
  }

  /**
   * Compiles them all, which takes up to half a second where there are a thousand: others have their turns in between.
   * @param spend does a piece of the work
   * @throws where a pattern is none (see {@link patternFault}), and what `spend` throws
   */
  async prepare(spend: (work: () => unknown) => unknown = (work) => work()): Promise<void> {
    const turns = new Turns();
    for (const group of this.groups) {
      if (group.isCompiled) continue;
      if (turns.isOver) await turns.next();
      spend(() => group.compile());
    }
  }

  /** In instructions: what one character of a text costs at the most. */
  get size(): number {
    return this.groups.reduce((size, group) => size + group.compile().prog.numInst(), 0);
  }

  /** The indices of the patterns that find something in the text, ascending. */
  findIn(text: string): readonly number[] {
    return this.groups.flatMap((group) => group.findIn(text));
  }
}

class PatternGroup {
  private set: RE2Set | null = null;

  constructor(
    private readonly patterns: readonly string[],
    private readonly first: number,
    private readonly flags: number,
    private readonly statesBytes: number,
  ) {}

  get isCompiled(): boolean {
    return this.set !== null;
  }

  compile(): RE2Set {
    if (this.set !== null) return this.set;
    const set = new RE2Set(RE2Set.UNANCHORED, this.flags, this.statesBytes);
    for (const pattern of this.patterns) set.add(pattern);
    set.compile();
    return (this.set = set);
  }

  findIn(text: string): readonly number[] {
    return this.compile()
      .match(text)
      .map((index) => this.first + index);
  }
}

function grouped(patterns: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let size = 0;
  for (const pattern of patterns) {
    const own = patternSize(pattern);
    const last = groups.at(-1);
    if (last === undefined || last.length >= GROUP_PATTERNS || size + own > GROUP_SIZE) {
      groups.push([pattern]);
      size = own;
    } else {
      last.push(pattern);
      size += own;
    }
  }
  return groups;
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
