import { reasonText } from './reason-text.js';

describe(reasonText, () => {
  it.each([
    ['metrics[3].labels.größe must be a string', 'metrics[3].labels.größe must be a string'],
    ['usage.a\nb\r\u001b[31m\u2028c\u202ed must be a number', 'usage.a?b??[31m?c?d must be a number'],
    ['a lone \ud800 surrogate', 'a lone � surrogate'],
    ['x'.repeat(500), 'x'.repeat(500)],
    ['x'.repeat(501), `${'x'.repeat(500)}…`],
    [`${'x'.repeat(499)}😀`, `${'x'.repeat(499)}�…`],
  ])('shows %j', (message, shown) => {
    expect(reasonText(message)).toBe(shown);
  });
});
