import * as fc from 'fast-check';
import { canonicalJson } from '../../src/ingest/domain/canonical-json.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';

const numbers = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.integer({ min: 0, max: 120 }),
    fc.constantFrom('', '.0', '.5', '.10', '.007'),
    fc.constantFrom('', 'e0', 'E2', 'e-2', 'e+3', 'e-7', 'e30'),
  )
  .map((parts) => parts.join(''));

/** Texts with spaces, repeated keys and numbers of all kinds: more than JSON.stringify writes. */
const texts = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    numbers,
    fc.constantFrom('true', 'null', '{}', '[ ]', String.raw`"\u00e9\n\/\ud83d\ude00"`),
    fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text.replaceAll('\0', ''))),
    fc.array(tie('value'), { maxLength: 3 }).map((elements) => `[${elements.join(' , ')}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'bb', 'é', '__proto__'), tie('value')), { maxLength: 3 })
      .map((members) => `{${members.map(([key, value]) => ` "${key}" : ${value}`).join(',')}}`),
  ),
})).value;

describe(canonicalJson, () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  it('is the same for a text and for what jsonb makes of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 20, maxLength: 20 }), async (batch) => {
        const rows = await database.read.query<{ text: string }>(
          'SELECT t::jsonb::text AS text FROM unnest($1::text[]) AS t',
          [batch],
        );
        expect(rows.map(({ text }) => canonicalJson(text))).toEqual(batch.map(canonicalJson));
      }),
      { numRuns: 100 },
    );
  });

  it('tells apart what jsonb tells apart', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, async (a, b) => {
        const [row] = await database.read.query<{ same: boolean }>(
          'SELECT $1::jsonb::text = $2::jsonb::text AS same',
          [a, b],
        );
        expect(canonicalJson(a) === canonicalJson(b)).toBe(row?.same);
      }),
      { numRuns: 300 },
    );
  });
});
