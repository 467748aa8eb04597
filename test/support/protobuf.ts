/** Writes protobuf messages by hand: also such as no library would write. */
export type ProtobufField = Buffer;

export function varint(value: bigint | number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}

export function tag(field: number, encoding: number): Buffer {
  return varint(field * 8 + encoding);
}

export function integer(field: number, value: bigint | number): ProtobufField {
  return Buffer.concat([tag(field, 0), varint(value)]);
}

export function fixed64(field: number, value: bigint): ProtobufField {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  return Buffer.concat([tag(field, 1), bytes]);
}

export function fixed32(field: number, value: number): ProtobufField {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return Buffer.concat([tag(field, 5), bytes]);
}

export function double(field: number, value: number): ProtobufField {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([tag(field, 1), bytes]);
}

export function bytes(field: number, value: Uint8Array | string): ProtobufField {
  const content = Buffer.from(value as Uint8Array);
  return Buffer.concat([tag(field, 2), varint(content.length), content]);
}

export function message(field: number, ...fields: readonly ProtobufField[]): ProtobufField {
  return bytes(field, Buffer.concat(fields));
}
