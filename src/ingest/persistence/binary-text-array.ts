const TEXT_OID = 25;
const HEADER_BYTES = 20;
const NULL_LENGTH = -1;

/**
 * A text[] in PostgreSQL's binary format (the driver sends a Buffer as it is): long texts need neither escaping here nor
 * parsing there. Five big-endian int32 (dimensions, has nulls, element type, length, lower bound), then each element's
 * length in bytes (−1: null) and its UTF-8.
 */
export function binaryTextArray(texts: readonly (string | null)[]): Buffer {
  const lengths = texts.map((text) => (text === null ? NULL_LENGTH : Buffer.byteLength(text)));
  const bytes = lengths.reduce((sum, length) => sum + 4 + Math.max(0, length), HEADER_BYTES);
  const buffer = Buffer.allocUnsafe(bytes);
  const header = [
    texts.length === 0 ? 0 : 1,
    lengths.includes(NULL_LENGTH) ? 1 : 0,
    TEXT_OID,
    texts.length,
    1,
  ];
  let at = 0;
  for (const value of header) at = buffer.writeInt32BE(value, at);
  for (const [index, text] of texts.entries()) {
    const length = lengths[index] ?? NULL_LENGTH;
    at = buffer.writeInt32BE(length, at);
    if (text !== null) at += buffer.write(text, at, length, 'utf8');
  }
  // An empty array ends after its element type.
  return texts.length === 0 ? buffer.subarray(0, 12) : buffer;
}
