import fc from 'fast-check';
import { RecentLines } from './recent-lines.js';

describe(RecentLines, () => {
  it('keeps the last lines, however the text was cut into pieces', () => {
    const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n') }));
    fc.assert(
      fc.property(pieces, (parts) => {
        const recent = new RecentLines(3);
        for (const part of parts) recent.add(part);
        const text = parts.join('');
        const whole = text
          .split('\n')
          .slice(0, -1)
          .filter((line) => line !== '');
        const unfinished = text.split('\n').at(-1) ?? '';
        expect(recent.toString()).toBe([...whole.slice(-3), unfinished].join('\n').trim());
      }),
    );
  });

  it('does not grow with a line that never ends', () => {
    const recent = new RecentLines();
    for (let i = 0; i < 100; i += 1) recent.add('x'.repeat(1_000));
    expect(recent.toString().length).toBeLessThanOrEqual(10_000);
  });
});
