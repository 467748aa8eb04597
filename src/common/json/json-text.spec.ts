import * as fc from 'fast-check';
import { JsonText, writeJson } from './json-text.js';

describe(writeJson, () => {
  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(writeJson(value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('leaves out undefined members, and writes undefined elements as null', () => {
    const value = { a: undefined, b: [undefined, 1], c: new Date(0) };
    expect(writeJson(value)).toBe(JSON.stringify(value));
  });

  it('inserts a JSON text as it is, wherever it stands', () => {
    const text = new JsonText('{ "z": 1.10,  "a": 12345678901234567890 }');
    expect(writeJson(text)).toBe(text.text);
    expect(writeJson({ data: [text, { input: text }] })).toBe(
      `{"data":[${text.text},{"input":${text.text}}]}`,
    );
  });
});
