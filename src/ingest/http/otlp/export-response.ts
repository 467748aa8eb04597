import { describeRefusals, type Refusals } from '../refusals.js';
import type { OtlpEncoding } from './otlp-encoding.js';
import { bytesField, integerField, textField } from './wire-writer.js';

/**
 * The message Export…ServiceResponse. Empty where everything is stored; a message without refused parts is a warning.
 * @param refusedName the member of `partialSuccess` that counts: rejectedSpans, rejectedDataPoints
 */
export function exportResponse(encoding: OtlpEncoding, refusedName: string, refusals: Refusals): Buffer {
  const { refused, reasons } = refusals;
  if (reasons.size === 0) return Buffer.from(encoding === 'json' ? '{}' : '');
  const errorMessage = describeRefusals(refusals);
  if (encoding === 'protobuf')
    return bytesField(1, Buffer.concat([integerField(1, refused), textField(2, errorMessage)]));
  // As protobuf has it: 64 bits are a string.
  return Buffer.from(JSON.stringify({ partialSuccess: { [refusedName]: String(refused), errorMessage } }));
}
