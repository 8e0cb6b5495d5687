import { describe, expect, it } from 'vitest';
import { toCsv, toHtml, toJsonLines, toTextFiles } from '../../../src/library/caption-export.ts';
import { readCaptions } from '../../../src/library/given-captions.ts';

const cat = { folder: 'pets/', name: 'cat.jpg', text: 'A "cat", <black> & white.', width: 4, height: 3 };
const formula = { folder: '', name: '=cmd.png', text: '=1+1' };

describe('captions as files', () => {
  it('a text file beside each picture, never two of one name', () => {
    const files = toTextFiles([cat, { ...cat, name: 'cat.png', text: 'Another.' }]);
    expect(files).toEqual([
      { name: 'pets/cat.txt', text: 'A "cat", <black> & white.\n' },
      { name: 'pets/cat (2).txt', text: 'Another.\n' },
    ]);
  });

  it('CSV quotes what must be quoted and is no formula', () => {
    expect(toCsv([cat, formula])).toBe(
      'file,caption\r\npets/cat.jpg,"A ""cat"", <black> & white."\r\n\'=cmd.png,\'=1+1\r\n',
    );
  });

  it('what is exported can be read again', () => {
    expect(readCaptions('x.csv', toCsv([cat])).get('pets/cat')).toBe(cat.text);
    expect(readCaptions('x.jsonl', toJsonLines([cat])).get('pets/cat')).toBe(cat.text);
  });

  it('HTML keeps hostile names and captions inside their attributes', () => {
    expect(toHtml([cat])).toBe(
      '<img src="pets/cat.jpg" alt="A &quot;cat&quot;, &lt;black&gt; &amp; white." width="4" height="3">\n',
    );
    expect(toHtml([{ folder: '', name: '"><script>.png', text: 'x' }])).not.toContain('<script>');
  });
});
