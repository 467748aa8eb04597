import { LinearPatterns, patternFault } from './linear-pattern.js';

describe('LinearPatterns', () => {
  it('finds what matches, anywhere in the text and in the case that was asked for', () => {
    const patterns = [String.raw`(?i)^(openai\/)?(gpt-4o)$`, 'mini', '^GPT'];
    expect(new LinearPatterns(patterns).findIn('openai/GPT-4o')).toEqual([0]);
    expect(new LinearPatterns(patterns, false).findIn('gpt-4o-mini')).toEqual([1, 2]);
    expect(new LinearPatterns([]).findIn('gpt-4o')).toEqual([]);
  });

  // A backtracking engine does not come to an end with any of these.
  it.each(['(a+)+$', '(a|aa)+$', '^(a|a?)+$', '(.*a){20}$', '(([a-z])+.)+[A-Z]([a-z])+$'])(
    'ends with %s',
    (pattern) => {
      expect(patternFault(pattern)).toBeNull();
      expect(new LinearPatterns([pattern]).findIn(`${'a'.repeat(255)}!`)).toEqual([]);
    },
  );
});

describe('patternFault', () => {
  it.each(['', '(a', '(?=a)b', String.raw`(a)\1`, 'a'.repeat(501), 'a{1001}'])('refuses %s', (pattern) => {
    expect(patternFault(pattern)).toContain('syntax of RE2');
  });

  it.each(['a{1000}'.repeat(70), '((a{9}){9}){9}', '(a{1,30}){1,30}'])(
    'refuses what %s is written out',
    (pattern) => {
      expect(patternFault(pattern)).toContain('counted repetitions');
    },
  );
});
