import { describe, expect, it } from 'vitest';
import { VlmError, fromWire, toWire } from '../../../src/protocol/error.ts';

describe('VlmError on the wire', () => {
  it('keeps code, message and cause', () => {
    const wire = structuredClone(toWire(new VlmError('network', 'No connection.', new TypeError('failed'))));
    const error = fromWire(wire);
    expect(error).toBeInstanceOf(VlmError);
    expect(error).toMatchObject({ code: 'network', message: 'No connection.', cause: 'TypeError: failed' });
    expect(wire.fatal).toBe(false);
  });

  it('makes anything else internal, which asks for a new worker', () => {
    expect(toWire(new RangeError('odd'))).toMatchObject({
      code: 'internal',
      cause: 'RangeError: odd',
      fatal: true,
    });
    expect(toWire(new VlmError('device-lost', 'Gone.')).fatal).toBe(true);
    expect(toWire(new VlmError('image-corrupt', 'Bad.')).fatal).toBe(false);
    expect(toWire(new VlmError('internal', 'No such photograph.')).fatal).toBe(false);
  });
});
