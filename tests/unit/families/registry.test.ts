/** Which families there are, and what is said of one that isn't. */
import { describe, expect, it } from 'vitest';
import { familyOf } from '../../../src/families/registry.ts';

describe('familyOf', () => {
  it.each(['blip', 'blip2', 'llava'])('knows %s by the id that packs name', (id) => {
    expect(familyOf(id).id).toBe(id);
  });

  it('refuses one it does not know, and names those it does', () => {
    expect(() => familyOf('toString')).toThrow(/"toString" is not known.*blip, blip2, llava/);
  });
});
