/** As much of protobuf's wire format as it takes to change a few messages of an ONNX file and leave the rest as it is. */
import { VlmError } from '../../protocol/error.ts';

/** One field of a message. */
export interface Field {
  number: number;
  /** Of a varint; 0 for other kinds. */
  value: number;
  /** Of a string, bytes, a message or a number of 32 bits; empty for other kinds. */
  content: Uint8Array;
  /** All of it, as it was. */
  whole: Uint8Array;
}

/** What a field to be written holds: a varint, a string, or bytes, such as those of a message. */
export type Value = number | string | Uint8Array;

const NOTHING = new Uint8Array();

/** The fields of a message, in order. @throws VlmError `pack-invalid` where it ends too early. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = message[at++];
      if (byte === undefined) throw broken();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const start = at;
    const tag = varint();
    let value = 0;
    let content: Uint8Array = NOTHING;
    const wire = tag % 8;
    if (wire === 0) value = varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) {
      content = message.subarray(at, at + 4);
      at += 4;
    } else if (wire === 2) {
      const length = varint();
      content = message.subarray(at, at + length);
      at += length;
    } else throw broken();
    if (at > message.length) throw broken();
    yield { number: Math.floor(tag / 8), value, content, whole: message.subarray(start, at) };
  }
}

/** A message of the fields given, by their numbers, in order. */
export function messageOf(fields: readonly (readonly [number, Value])[]): Uint8Array {
  return joined(fields.flatMap(([number, value]) => encoded(number, value)));
}

/** One field after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function text(content: Uint8Array): string {
  return new TextDecoder().decode(content);
}

function encoded(number: number, value: Value): Uint8Array[] {
  if (typeof value === 'number') return [varint(number * 8), varint(value)];
  const content = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return [varint(number * 8 + 2), varint(content.length), content];
}

function varint(value: number): Uint8Array {
  const bytes = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.of(...bytes, rest);
}

function broken(): VlmError {
  return new VlmError('pack-invalid', 'The ONNX file is cut off or is none. Export or download it again.');
}
