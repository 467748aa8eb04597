import * as fc from 'fast-check';
import { JsonReadError } from './json-read-error.js';
import { readJson } from './json-reader.js';
import { arrayOf, JSONB_TEXT, objectOf, TEXT, VALUE, type JsonShape } from './json-shape.js';

const LIMITS = { maxDepth: 128, maxValues: 100_000 };

function read(text: string, shape: JsonShape = VALUE): unknown {
  return readJson(text, shape, LIMITS).value;
}

function errorOf(text: string, shape: JsonShape = VALUE): JsonReadError {
  try {
    read(text, shape);
  } catch (error) {
    if (error instanceof JsonReadError) return error;
    throw error;
  }
  throw new Error(`no error for ${text}`);
}

/** Null-prototype objects compare like plain ones. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

describe(readJson, () => {
  it('builds what JSON.parse builds, for any JSON text', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(plain(read(spaced))).toEqual(JSON.parse(JSON.stringify(JSON.parse(spaced))));
      }),
    );
  });

  it('refuses exactly what JSON.parse refuses, for texts that are nearly JSON', () => {
    const fragments = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'nul',
      ' ',
      '\n',
      '\\u00',
      'ff',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...fragments), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        if (valid) expect(() => read(text)).not.toThrow();
        else expect(() => read(text)).toThrow(JsonReadError);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the digits, the order of keys and the spacing of a payload', () => {
    const payload = '{"z": 12345678901234567890, "a": 1.10, "__proto__": {"x": 1e400}}';
    expect(read(`{"input":${payload},"n":1}`, objectOf({ input: TEXT, n: VALUE }))).toEqual(
      Object.assign(Object.create(null) as object, { input: payload, n: 1 }),
    );
  });

  it('checks a payload although it does not build it', () => {
    expect(errorOf('{"input":{"a":tru}}', objectOf({ input: TEXT })).path).toEqual(['input', 'a']);
  });

  it('skips members that the shape does not name, and checks them', () => {
    expect(plain(read('{"x":[1,{"y":2}],"n":1}', objectOf({ n: VALUE })))).toEqual({ n: 1 });
    expect(errorOf('{"x":[1,{"y":}],"n":1}', objectOf({ n: VALUE })).path).toEqual(['x', 1, 'y']);
  });

  it('takes the last of two equal keys, and reads keys with escapes', () => {
    expect(plain(read('{"input":1,"in\\u0070ut":2}', objectOf({ input: TEXT })))).toEqual({ input: '2' });
  });

  it('keeps __proto__ as a key without touching any prototype', () => {
    const value = read('{"__proto__":{"polluted":true}}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['"a\\u0000b"', '"a\\ufffdb"', 1],
    ['"\\ud800"', '"\\ufffd"', 1],
    ['"\\ud83d\\ude00"', '"\\ud83d\\ude00"', 0],
    ['"\\ud83d\\ud83d\\ude00"', '"\\ufffd\\ud83d\\ude00"', 1],
    ['{"k\\udc00":"\\u0000\\u0000"}', '{"k\\ufffd":"\\ufffd\\ufffd"}', 3],
  ])('replaces NUL and lone surrogates in %s', (text, expected, replaced) => {
    expect(readJson(text, TEXT, LIMITS)).toEqual({ value: expected, replacedCharacters: replaced });
    expect(plain(readJson(text, VALUE, LIMITS).value)).toEqual(JSON.parse(expected));
  });

  it('replaces bad characters in any text, and only those', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (value, key) => {
        const text = JSON.stringify({ [key]: value }).replace(
          /[\ud800-\udfff]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16)}`,
        );
        const kept = JSON.parse(readJson(text, TEXT, LIMITS).value as string) as Record<string, string>;
        expect(Object.values(kept)).toEqual([value.toWellFormed().replaceAll('\0', '\ufffd')]);
      }),
    );
  });

  it('refuses what is nested deeper than the limit, in payloads and in skipped members too', () => {
    const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => read(deep(128))).not.toThrow();
    expect(errorOf(deep(129)).reason).toBe('is nested deeper than 128 levels');
    expect(errorOf(`{"input":${deep(128)}}`, objectOf({ input: TEXT })).reason).toContain('128 levels');
    expect(errorOf(`{"other":${'{"a":'.repeat(1_000_000)}`, objectOf({})).reason).toContain('128 levels');
  });

  it('refuses more values than the limit', () => {
    expect(() => readJson(`[${'1,'.repeat(98)}1]`, VALUE, { maxDepth: 8, maxValues: 100 })).not.toThrow();
    expect(() => readJson(`[${'{},'.repeat(99)}{}]`, VALUE, { maxDepth: 8, maxValues: 100 })).toThrow(
      'more than 100 values',
    );
    expect(() => readJson(`[${'{},'.repeat(99)}{}]`, TEXT, { maxDepth: 8, maxValues: 100 })).toThrow(
      'more than 100 values',
    );
  });

  it('refuses numbers that jsonb would expand, where they would go into jsonb', () => {
    expect(errorOf('{"m":{"a":1e131071}}', objectOf({ m: JSONB_TEXT })).path).toEqual(['m', 'a']);
    expect(read('{"m":1e308}', objectOf({ m: JSONB_TEXT }))).toBeDefined();
  });

  it('says where the text stops being JSON', () => {
    const error = errorOf(
      '{"observations":[{"id":"a"},{"id":nope}]}',
      objectOf({ observations: arrayOf(objectOf({ id: VALUE })) }),
    );
    expect(error.path).toEqual(['observations', 1, 'id']);
    expect(error.reason).toBe('is not valid JSON: unexpected "n" at character 34');
    expect(errorOf('{"a":1').reason).toContain('unexpected the end');
  });

  it('refuses more members than jsonb is for, in one value', () => {
    const members = (count: number): string =>
      Array.from({ length: count }, (_, index) => `"k${index}":1`).join(',');
    expect(() => read(`{"m":{${members(9_999)}}}`, objectOf({ m: JSONB_TEXT }))).not.toThrow();
    expect(errorOf(`{"m":{${members(10_000)}}}`, objectOf({ m: JSONB_TEXT })).reason).toBe(
      'has more than 10000 values',
    );
  });

  it('refuses more characters than jsonb is for, in one value, with its numbers written out', () => {
    const most = 4 * 1024 * 1024;
    const jsonb = objectOf({ m: JSONB_TEXT });
    const text = (length: number): string => `"${'x'.repeat(length - 2)}"`;
    expect(() => read(`{"m":${text(most)}}`, jsonb)).not.toThrow();
    expect(errorOf(`{"m":${text(most + 1)}}`, jsonb).reason).toBe('has more than 4194304 characters');
    expect(() => read(`{"m":[${text(most - 408)},1e400]}`, jsonb)).not.toThrow();
    expect(errorOf(`{"m":[${text(most - 408)},1e-401]}`, jsonb).reason).toContain('exponent');
    expect(errorOf(`{"m":[${text(most - 407)},1e400]}`, jsonb).reason).toContain('characters');
    expect(() => read(`{"m":${text(most + 1)}}`, objectOf({ m: TEXT }))).not.toThrow();
  });

  it('refuses members whose paths are too long together, however short the text is', () => {
    const jsonb = objectOf({ m: JSONB_TEXT });
    const within = (name: string, members: number): string =>
      `{"m":{"${name}":{${Array.from({ length: members }, (_, index) => `"k${1000 + index}":1`).join(',')}}}}`;
    expect(() => read(within('x'.repeat(1000), 4000), jsonb)).not.toThrow();
    const error = errorOf(within('x'.repeat(1100), 4000), jsonb);
    expect(error.reason).toBe('has members whose paths have more than 4194304 characters together');
    expect(error.path).toEqual(['m']);
    expect(() => read(within('x'.repeat(1100), 4000), objectOf({ m: TEXT }))).not.toThrow();
    const side = `{"m":{${Array.from({ length: 4000 }, (_, index) => `"${'x'.repeat(1000)}${index}":1`).join(',')}}}`;
    expect(() => read(side, jsonb)).not.toThrow();
  });

  it('refuses more values, and longer paths, than a request may bring for jsonb in all its values', () => {
    const several = (one: string, count: number): string =>
      `{"all":[${Array.from({ length: count }, () => `{"m":${one}}`).join(',')}]}`;
    const shape = objectOf({ all: arrayOf(objectOf({ m: JSONB_TEXT })) });
    const limits = { maxDepth: 128, maxValues: 1_000_000 };
    const reason = (text: string): string => {
      try {
        readJson(text, shape, limits);
        return 'none';
      } catch (error) {
        return (error as JsonReadError).reason;
      }
    };
    const values = `[${'1,'.repeat(9_998)}1]`;
    expect(reason(several(values, 20))).toBe('none');
    expect(reason(several(values, 21))).toContain('more than 200000 values; split the request');
    const members = Array.from({ length: 4000 }, (_, index) => `"k${1000 + index}":1`).join(',');
    const paths = `{"${'x'.repeat(1000)}":{${members}}}`;
    expect(reason(several(paths, 4))).toBe('none');
    expect(reason(several(paths, 5))).toContain('more than 16777216 characters; split the request');
  });

  it('reads a string of a million escapes without searching it a million times', () => {
    const text = `{"input":"${'\\n'.repeat(1_000_000)}"}`;
    expect((read(text, objectOf({ input: TEXT })) as { input: string }).input).toHaveLength(2_000_002);
  });
});
