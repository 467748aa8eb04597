const COUNTED = /\{(\d+)(,(\d*))?\}/y;
const ESCAPE = /\\(?:[pP](?:\{[^}]*\}|.)|x(?:\{[^}]*\}|..)|.)/sy;
const CLASS = /\[\^?\]?(?:\\.|\[:[^\]]*:\]|[^\]\\])*\]/sy;
const GROUP = /\((?:\?(?:P?<[^>]*>|[a-zA-Z-]*:?))?/y;

/**
 * About how many instructions a pattern compiles to. Counted repetitions are written out, so that `((a{100}){10}){5}` is 5000 of them: what can
 * be read off a pattern of a few characters before time is spent on compiling it.
 */
export function patternSize(pattern: string): number {
  const levels: Level[] = [];
  let level: Level = { sum: 0, last: 0 };
  let at = 0;
  const read = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at;
    const match = expression.exec(pattern);
    if (match !== null) at = expression.lastIndex;
    return match;
  };
  while (at < pattern.length) {
    const counted = read(COUNTED);
    if (counted !== null) {
      const [, least, more, most] = counted;
      const times = Math.max(Number(least), Number(most ?? 0)) + (more === ',' ? 1 : 0);
      level.last *= Math.max(1, times);
    } else if (read(GROUP) !== null) {
      levels.push(level);
      level = { sum: 0, last: 0 };
    } else if (read(ESCAPE) !== null || read(CLASS) !== null) {
      next(level);
    } else {
      const character = pattern.charAt(at);
      at += 1;
      if (character === ')') {
        const inner = level.sum + level.last + 2;
        level = levels.pop() ?? { sum: 0, last: 0 };
        next(level, inner);
      } else next(level);
    }
  }
  return [...levels, level].reduce((size, { sum, last }) => size + sum + last, 0);
}

/** Of a group: what is complete, and its last part, which a repetition behind it may repeat. */
interface Level {
  sum: number;
  last: number;
}

function next(level: Level, size = 1): void {
  level.sum += level.last;
  level.last = size;
}
