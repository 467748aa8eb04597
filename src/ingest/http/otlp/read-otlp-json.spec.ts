import * as fc from 'fast-check';
import { jsonRequest, otlpSpanArbitrary } from '../../../../test/factories/otlp-request.js';
import { BadRequestError } from '../../../common/domain-error.js';
import { readJsonSpans } from './read-json-spans.js';
import type { ReadSpans } from './read-spans.js';

const MAX_VALUES = 10_000;
/** What follows a request that is too long to be read the quick way. */
const LONG_SPACE = Buffer.alloc(2 * MAX_VALUES, ' ');

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** What comes of it, or why it is refused. */
function outcomeOf(request: Buffer): ReadSpans | string {
  try {
    return readJsonSpans(request, MAX_VALUES);
  } catch (error) {
    expect(error).toBeInstanceOf(BadRequestError);
    return (error as Error).message;
  }
}

/** A copy of a document in which one of the values that it holds, whichever it is, is another. */
function withValueAt(document: unknown, value: unknown, place: number): unknown {
  let left = 1 + (place % (countOf(document) - 1));
  const copy = (node: unknown): unknown => {
    if (left-- === 0) return value;
    if (Array.isArray(node)) return node.map(copy);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, copy(member)]));
  };
  return copy(document);
}

function countOf(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 1;
  return Object.values(node).reduce<number>((sum, member) => sum + countOf(member), 1);
}

describe('readOtlpJson', () => {
  it('reads a request in the same way, be it long or short, whatever stands in it', () => {
    const strange = fc.constantFrom(
      null,
      true,
      0,
      1.5,
      1e300,
      '',
      '7',
      'null',
      [],
      [null],
      {},
      { low: 7, high: 1 },
    );
    fc.assert(
      fc.property(otlpSpanArbitrary, strange, fc.nat(), (span, value, place) => {
        const request = withValueAt(jsonRequest([span]), value, place);
        const long = Buffer.concat([json(request), LONG_SPACE]);
        expect(outcomeOf(json(request))).toEqual(outcomeOf(long));
      }),
      { numRuns: 500 },
    );
  });
});
