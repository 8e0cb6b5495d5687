import { describe, expect, it } from 'vitest';
import { parseWords } from '../../../src/app/search/query-words.ts';

describe('what is typed into the search', () => {
  it('takes words after a minus as unwanted', () => {
    expect(parseWords('a beach  -people -"parked cars"')).toEqual({
      text: 'a beach',
      minus: 'people parked cars',
    });
    expect(parseWords('-snow a mountain')).toEqual({ text: 'a mountain', minus: 'snow' });
  });

  it('leaves hyphens and dashes alone', () => {
    expect(parseWords('a close-up - of a cat')).toEqual({ text: 'a close-up - of a cat', minus: '' });
  });
});
