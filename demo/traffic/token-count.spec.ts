import { tokenCount } from './token-count.js';

describe('tokenCount', () => {
  it('counts about four characters of Latin script as one', () => {
    expect(tokenCount('Where is my order, please?')).toBe(7);
  });

  it('counts more for scripts without spaces', () => {
    expect(tokenCount('頭灯は届きましたか')).toBeGreaterThan(tokenCount('a'.repeat(9)));
  });

  it('counts the text of structured content', () => {
    expect(tokenCount({ role: 'user', content: 'hello' })).toBeGreaterThan(tokenCount('hello'));
    expect(tokenCount('')).toBe(0);
  });
});
