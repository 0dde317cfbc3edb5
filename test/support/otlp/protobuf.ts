/** The fields of a protobuf message by their numbers: numbers, and bytes for all else. https://protobuf.dev/programming-guides/encoding/ */
export type Fields = ReadonlyMap<number, readonly (bigint | Buffer)[]>;

/** Reads a protobuf message without its schema. Throws a RangeError for what is not one. */
export function readFields(bytes: Buffer): Fields {
  const fields = new Map<number, (bigint | Buffer)[]>();
  let at = 0;
  const varint = (): bigint => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => {
    at += length;
    if (at > bytes.length) throw new RangeError("A field is longer than its message.");
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const value = readValue(key & 7, varint, take);
    const number = key >> 3;
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;
}

function readValue(type: number, varint: () => bigint, take: (length: number) => Buffer): bigint | Buffer {
  switch (type) {
    case 0:
      return varint();
    case 1:
      return take(8);
    case 2:
      return take(Number(varint()));
    case 5:
      return take(4);
    default:
      throw new RangeError(`There is no protobuf type ${type}.`);
  }
}

/** All messages in a field. */
export function messagesIn(fields: Fields, number: number): Fields[] {
  return (fields.get(number) ?? []).map((value) => readFields(bytesOf(value)));
}

/** The bytes of a field, or none. */
export function bytesIn(fields: Fields, number: number): Buffer {
  return bytesOf(fields.get(number)?.[0] ?? Buffer.alloc(0));
}

/** The number in a field, or 0, which is not sent. */
export function numberIn(fields: Fields, number: number): number {
  const value = fields.get(number)?.[0] ?? 0n;
  if (typeof value !== "bigint") throw new RangeError(`The field ${number} is not a number.`);
  return Number(value);
}

function bytesOf(value: bigint | Buffer): Buffer {
  if (typeof value === "bigint") throw new RangeError("A number is not a message.");
  return value;
}
