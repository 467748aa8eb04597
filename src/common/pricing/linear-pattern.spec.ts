import { LinearPatterns, patternFault } from './linear-pattern.js';

describe('LinearPatterns', () => {
  it('finds what matches, anywhere in the text and in the case that was asked for', () => {
    const patterns = [String.raw`(?i)^(openai\/)?(gpt-4o)$`, 'mini', '^GPT'];
    expect(new LinearPatterns(patterns).findIn('openai/GPT-4o')).toEqual([0]);
    expect(new LinearPatterns(patterns, false).findIn('gpt-4o-mini')).toEqual([1, 2]);
    expect(new LinearPatterns([]).findIn('gpt-4o')).toEqual([]);
  });

  it('finds the same of many, which are made ready while others have their turns', async () => {
    const patterns = Array.from({ length: 1000 }, (_, n) => `^(openai/)?my-model-${n % 500}(-[0-9]+)?$`);
    const many = new LinearPatterns(patterns);
    let turns = 0;
    let isReady = false;
    const count = (): void => {
      turns += 1;
      if (!isReady) setImmediate(count);
    };
    setImmediate(count);
    await many.prepare();
    isReady = true;
    expect(turns).toBeGreaterThan(1);
    for (const list of [many, new LinearPatterns(patterns)]) {
      expect(list.findIn('my-model-7-2')).toEqual([7, 507]);
      expect(list.findIn('my-model-500')).toEqual([]);
    }
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
  it.each([
    ['nothing', ''],
    ['an open group', '(a'],
    ['a look ahead', '(?=a)b'],
    ['a back reference', String.raw`(a)\1`],
    ['what is too long', 'a'.repeat(1001)],
  ])('refuses %s', (_, pattern) => {
    expect(patternFault(pattern)).toContain('syntax of RE2');
  });

  it.each([
    ['one after the other', 'a{900}'.repeat(70)],
    ['in each other', '((ab){90}){9}'],
    ['with more or less', '(ab{1,30}){1,30}'],
    ['of much', `(${'a?'.repeat(400)}){2}`],
  ])('refuses counted repetitions %s before they are written out', (_, pattern) => {
    expect(patternFault(pattern)).toContain('counted repetitions');
  });

  it('accepts what names need', () => {
    expect(patternFault(String.raw`(?i)^(openai\/)?(gpt-4o(-\d{4}-\d{2}-\d{2})?)$`)).toBeNull();
  });
});
