import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordFile } from '../../../../src/runtime/records/record-file.ts';
import { MemoryFile } from './memory-file.ts';

const BYTES = 12;
const PLACES = 4;
const key = (n: number) => n.toString(16).padStart(64, '0');
const record = (n: number) => new Uint8Array(BYTES).fill(n + 1);

test('the newest records are found, also by whoever opens the file next', () => {
  const file = new MemoryFile();
  const records = new RecordFile(file, BYTES, PLACES);
  for (let n = 0; n < 6; n++) records.set(key(n), record(n));
  for (const reader of [records, new RecordFile(file, BYTES, PLACES)]) {
    expect(reader.size).toBe(PLACES);
    for (let n = 0; n < 6; n++) expect(reader.get(key(n))).toEqual(n < 2 ? undefined : record(n));
  }
});

test('whatever is written, deleted and opened again, a key gives its own record or none', () => {
  const step = fc.record({ n: fc.nat(9), what: fc.constantFrom('set', 'set', 'delete', 'open') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const file = new MemoryFile();
      let records = new RecordFile(file, BYTES, PLACES);
      const there = new Set<number>();
      for (const { n, what } of steps) {
        if (what === 'open') records = new RecordFile(file, BYTES, PLACES);
        if (what === 'delete') records.delete(key(n));
        if (what === 'set') records.set(key(n), record(n));
        if (what === 'set') there.add(n);
        if (what === 'delete') there.delete(n);
        for (let m = 0; m < 10; m++) {
          const found = records.get(key(m));
          if (found) expect(found).toEqual(record(m));
          if (found) expect(there.has(m)).toBe(true);
        }
        if (what === 'set') expect(records.get(key(n))).toEqual(record(n));
        expect(records.size).toBeLessThanOrEqual(Math.min(PLACES, there.size));
      }
    }),
  );
});

test('a record whose writing broke off is not there', () => {
  for (let writes = 0; writes < 3; writes++) {
    const file = new MemoryFile();
    new RecordFile(file, BYTES, PLACES).set(key(1), record(1));
    const records = new RecordFile(file, BYTES, PLACES);
    file.writesLeft = writes;
    expect(() => records.set(key(2), record(2))).toThrow('full');
    file.writesLeft = Infinity;
    const opened = new RecordFile(file, BYTES, PLACES);
    expect(opened.get(key(2))).toBeUndefined();
    expect(opened.get(key(1))).toEqual(record(1));
  }
});

test('what is deleted leaves no bytes behind', () => {
  const file = new MemoryFile();
  const records = new RecordFile(file, BYTES, PLACES);
  records.set(key(7), record(7));
  records.delete(key(7));
  expect(file.bytes.every((byte) => byte === 0)).toBe(true);
});

test('keys that are no SHA-256 and records of another length are left out', () => {
  const records = new RecordFile(new MemoryFile(), BYTES, PLACES);
  records.set(`2x2:${key(1)}`, record(1));
  records.set(key(1), new Uint8Array(BYTES - 1));
  expect(records.size).toBe(0);
});
