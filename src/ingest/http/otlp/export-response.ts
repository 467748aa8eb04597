import type { OtlpEncoding } from './otlp-encoding.js';
import { bytesField, integerField, textField } from './wire-writer.js';

/** What was refused of a request whose other parts are stored. */
export interface Refusals {
  readonly refused: number;
  /** Why, and how many for each reason. */
  readonly reasons: ReadonlyMap<string, number>;
}

const MAX_REASONS = 5;
const MAX_REASON_CHARACTERS = 300;

/**
 * The message Export…ServiceResponse. Empty where everything is stored.
 * @param refusedName the member of `partialSuccess` that counts: rejectedSpans, rejectedDataPoints
 */
export function exportResponse(encoding: OtlpEncoding, refusedName: string, refusals: Refusals): Buffer {
  const { refused } = refusals;
  if (refused === 0) return Buffer.from(encoding === 'json' ? '{}' : '');
  const errorMessage = describe(refusals);
  if (encoding === 'protobuf')
    return bytesField(1, Buffer.concat([integerField(1, refused), textField(2, errorMessage)]));
  // As protobuf has it: 64 bits are a string.
  return Buffer.from(JSON.stringify({ partialSuccess: { [refusedName]: String(refused), errorMessage } }));
}

/** The most frequent reasons first. */
function describe({ reasons }: Refusals): string {
  const all = [...reasons].sort(([, a], [, b]) => b - a);
  const shown = all
    .slice(0, MAX_REASONS)
    .map(([reason, count]) => `${reason.slice(0, MAX_REASON_CHARACTERS).toWellFormed()} (${count})`);
  const hidden = all.slice(MAX_REASONS).reduce((sum, [, count]) => sum + count, 0);
  return [...shown, ...(hidden > 0 ? [`other reasons (${hidden})`] : [])].join('; ');
}
