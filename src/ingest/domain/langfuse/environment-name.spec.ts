import * as fc from 'fast-check';
import { environmentName } from './environment-name.js';

describe(environmentName, () => {
  it.each([
    ['production', 'production'],
    ['Staging', 'staging'],
    ['langfuse-evaluation', 'evaluation'],
    ['LANGFUSE_langfuse-x', 'x'],
    ['a'.repeat(50), 'a'.repeat(40)],
    ['eu_west-1', 'eu_west-1'],
  ])('reads %p as %p', (text, name) => {
    expect(environmentName(text)).toBe(name);
  });

  it.each([null, undefined, '', 'langfuse', 'my env', 'ünïcode', 'a/b'])('says nothing for %p', (text) => {
    expect(environmentName(text)).toBeUndefined();
  });

  it('makes of any text a name that it leaves alone, or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const name = environmentName(text);
        if (name !== undefined) expect(environmentName(name)).toBe(name);
      }),
    );
  });
});
