import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StopStrings } from '../../../../src/pipeline/text/stop-strings.ts';

function read(stops: string[], pieces: string[]): { text: string; stopped: boolean; shown: string[] } {
  const stopping = new StopStrings(stops);
  const shown = pieces.map((piece) => stopping.push(piece));
  return { text: shown.join('') + stopping.flush(), stopped: stopping.stopped, shown };
}

describe('stop strings', () => {
  test('end the text, split over pieces or not', () => {
    expect(read(['END'], ['one E', 'N', 'D two'])).toMatchObject({ text: 'one ', stopped: true });
    expect(read(['END'], ['one END two'])).toMatchObject({ text: 'one ', stopped: true });
  });

  test('a possible start is held back, and let go when it was none', () => {
    expect(read(['END'], ['one E', 'N', 'E', 'ND']).shown).toEqual(['one ', '', 'EN', '']);
    expect(read(['END'], ['one E', 'N'])).toMatchObject({ text: 'one EN', stopped: false });
  });

  test('the earliest of several ends the text', () => {
    expect(read(['b', 'ab'], ['xxab'])).toMatchObject({ text: 'xx', stopped: true });
  });

  test('however the text is cut into pieces, the result is that of the whole', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    const stops = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 8 }), stops, (pieces, list) => {
        const whole = pieces.join('');
        const ends = list.map((stop) => whole.indexOf(stop)).filter((at) => at >= 0);
        const { text, stopped } = read(list, pieces);
        expect(stopped).toBe(ends.length > 0);
        // A stop string that is complete early may end the text before a longer one that began earlier.
        if (!stopped) expect(text).toBe(whole);
        else expect(whole.startsWith(text)).toBe(true);
        for (const stop of list) expect(text).not.toContain(stop);
      }),
    );
  });
});
