import { payloadText } from './payload-text.js';

describe(payloadText, () => {
  it.each(['{"a": 1.0, "b": [1e400]}', '[1, "x"]', '{}', '[]', '\n\t { "a" : "\\u00e9\\n" }'])(
    'keeps the object or array that a text holds, as it is written: %j',
    (held) => {
      expect(payloadText(JSON.stringify(held))).toBe(held.trim());
    },
  );

  it.each([
    '{"a": 1',
    '{a: 1}',
    '[1] and more',
    '[INFO] done',
    '42',
    '0',
    'true',
    'null',
    '"{}"',
    '',
    'hello',
  ])('leaves any other text a text: %j', (text) => {
    expect(payloadText(JSON.stringify(text))).toBe(JSON.stringify(text));
  });

  it.each(['{"a": "{\"b\": 1}"}', '[1]', '42', '"x"', 'true'])(
    'leaves JSON that is no text alone: %s',
    (json) => {
      expect(payloadText(json)).toBe(json);
    },
  );

  it('leaves what is nested too deep a text', () => {
    const text = JSON.stringify('['.repeat(1000) + ']'.repeat(1000));
    expect(payloadText(text)).toBe(text);
  });

  it.each([null, undefined, 'null'])('knows that %s says nothing', (json) => {
    expect(payloadText(json)).toBeUndefined();
  });
});
