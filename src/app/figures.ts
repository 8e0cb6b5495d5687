/** Numbers and sentences as the page writes them, in its language. */
import { msg, str } from '@lit/localize';
import { getLocale } from './locales/localization.ts';

/** 0.9174 with 3 digits after the point -> "0.917", 10000 -> "10,000". */
export function formatNumber(value: number, digits = 0): string {
  return numberFormat(digits).format(value);
}

/** 840 -> "840 ms", 1234 -> "1.23 s". */
export function formatMs(ms: number): string {
  if (ms < 1000) return msg(str`${formatNumber(ms)} ms`);
  return msg(str`${formatNumber(ms / 1000, 2)} s`);
}

/** Decimal units, as the size of a download is usually given: 21400000 -> "21.4 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return msg(str`${formatNumber(bytes)} B`);
  if (bytes < 1e6) return msg(str`${formatNumber(bytes / 1000)} kB`);
  if (bytes < 1e9) return msg(str`${formatNumber(bytes / 1e6, 1)} MB`);
  return msg(str`${formatNumber(bytes / 1e9, 1)} GB`);
}

/** 0.917 -> "92%". */
export function formatPercent(fraction: number): string {
  return numberFormat(0, 'percent').format(fraction);
}

/** The caption with a capital letter, as a sentence. */
export function asSentence(caption: string): string {
  const text = caption.trim();
  if (text === '') return '';
  return `${text[0]?.toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** 1 -> "1 photograph", 2 -> "2 photographs". */
export function countPhotographs(count: number): string {
  return count === 1 ? msg('1 photograph') : msg(str`${formatNumber(count)} photographs`);
}

/** 95,000 ms -> "2 min"; 4,200 ms -> "5 s"; 2 h 5 min as "2 h 5 min". Rounded up: nothing is left only at the end. */
export function formatDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return msg(str`${seconds} s`);
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return msg(str`${minutes} min`);
  return msg(str`${formatNumber(Math.floor(minutes / 60))} h ${minutes % 60} min`);
}

/** Making a format takes long, and a grid of cards asks for the same ones again and again. */
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(digits: number, style: 'decimal' | 'percent' = 'decimal'): Intl.NumberFormat {
  const locale = getLocale();
  const key = `${locale} ${digits} ${style}`;
  let format = formats.get(key);
  if (!format) {
    const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    format = new Intl.NumberFormat(locale, { style, ...fraction });
    formats.set(key, format);
  }
  return format;
}
