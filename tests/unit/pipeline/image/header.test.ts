/** Headers written by hand, one per format, and what the check refuses before anything is decoded. */
import { describe, expect, it } from 'vitest';
import { checkEncoded, checkSize } from '../../../../src/pipeline/image/check.ts';
import { readHeader } from '../../../../src/pipeline/image/header.ts';
import { jpegIsComplete } from '../../../../src/pipeline/image/jpeg.ts';

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const u32 = (value: number): number[] => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
const little16 = (value: number): number[] => [value & 255, value >> 8];

const pngStart = (width: number, height: number): number[] => [
  0x89,
  ...ascii('PNG\r\n\x1a\n'),
  ...u32(13),
  ...ascii('IHDR'),
  ...u32(width),
  ...u32(height),
  8,
  2,
  0,
  0,
  0,
  ...u32(0),
];
const png = (width: number, height: number): Uint8Array =>
  Uint8Array.from([...pngStart(width, height), ...u32(0), ...ascii('IEND'), ...u32(0)]);
const frame = (width: number, height: number): number[] => [
  0xff,
  0xc0,
  0,
  17,
  8,
  height >> 8,
  height & 255,
  width >> 8,
  width & 255,
  ...Array<number>(10).fill(1),
];
const scan = [0xff, 0xda, 0, 2, 1, 2, 0xff, 0, 3];
const thumbnail = [0xff, 0xe1, 0, 6, 0xff, 0xd8, 0xff, 0xd9];
const jpeg = (...parts: number[][]): Uint8Array => Uint8Array.from([0xff, 0xd8, ...parts.flat()]);

function codeOf(bytes: Uint8Array | number[]): string {
  try {
    checkEncoded(Uint8Array.from(bytes));
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('readHeader', () => {
  it.each([
    ['png', png(640, 480), 640, 480],
    ['jpeg', jpeg(thumbnail, frame(640, 480), scan, [0xff, 0xd9]), 640, 480],
    ['gif', Uint8Array.from([...ascii('GIF89a'), ...little16(20), ...little16(30)]), 20, 30],
    [
      'bmp',
      Uint8Array.from([...ascii('BM'), ...Array<number>(16).fill(0), 7, 0, 0, 0, 0xf7, 255, 255, 255]),
      7,
      9,
    ],
  ])('reads the size of %s', (format, bytes, width, height) => {
    expect(readHeader(bytes)).toEqual({ format, size: { width, height } });
  });

  it('reads the size of the three kinds of WebP', () => {
    const webp = (kind: string, body: number[]): Uint8Array =>
      Uint8Array.from([...ascii('RIFF'), 22, 0, 0, 0, ...ascii('WEBP'), ...ascii(kind), 0, 0, 0, 0, ...body]);
    const size = { width: 300, height: 200 };
    const lossy = webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, ...little16(300), ...little16(200)]);
    const bits = 299 | (199 << 14);
    const lossless = webp('VP8L', [
      0x2f,
      bits & 255,
      (bits >> 8) & 255,
      (bits >> 16) & 255,
      bits >>> 24,
      0,
      0,
      0,
      0,
      0,
    ]);
    const extended = webp('VP8X', [0, 0, 0, 0, ...little16(299), 0, ...little16(199), 0]);
    for (const bytes of [lossy, lossless, extended])
      expect(readHeader(bytes)).toEqual({ format: 'webp', size });
  });

  it('finds the size of AVIF among its properties', () => {
    const bytes = [
      ...u32(24),
      ...ascii('ftypavif'),
      ...u32(0),
      ...u32(20),
      ...ascii('ispe'),
      ...u32(0),
      ...u32(64),
      ...u32(48),
    ];
    expect(readHeader(Uint8Array.from([...bytes, 0, 0, 0, 0]))?.size).toEqual({ width: 64, height: 48 });
  });
});

describe('checkEncoded', () => {
  it('refuses what is no picture, each in its own words', () => {
    expect(codeOf([])).toBe('image-empty');
    expect(codeOf(ascii('Dear diary'))).toBe('image-not-recognised');
    expect(codeOf(ascii('<?xml version="1.0"?><svg width="1">'))).toBe('image-unsupported');
    expect(codeOf([...u32(24), ...ascii('ftypheic')])).toBe('image-unsupported');
  });

  it('refuses by size from the header alone', () => {
    expect(codeOf(png(20_000, 20_000))).toBe('image-too-large');
    expect(codeOf(png(10_000, 10_000))).toBe('accepted');
    expect(() => checkSize(0, 10)).toThrow(/0 x 10/);
  });

  it('refuses files cut short', () => {
    expect(codeOf(pngStart(4, 4))).toBe('image-corrupt');
    expect(codeOf(jpeg(thumbnail, frame(4, 4), scan))).toBe('image-corrupt');
    expect(codeOf(jpeg(thumbnail, frame(4, 4), scan, [0xff, 0xd9]))).toBe('accepted');
  });
});

it("a thumbnail's end is not the picture's", () => {
  expect(jpegIsComplete(jpeg(thumbnail, frame(4, 4), scan))).toBe(false);
});
