/** Numbers and sentences as the page writes them. */

/** 840 -> "840 ms", 1234 -> "1.23 s". */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

/** Decimal units, as the size of a download is usually given: 21400000 -> "21.4 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** 0.917 -> "92%". */
export function formatPercent(fraction: number): string {
  return `${Math.round(fraction * 100)}%`;
}

/** The caption with a capital letter, as a sentence. */
export function asSentence(caption: string): string {
  const text = caption.trim();
  if (text === '') return '';
  return `${text[0]?.toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** 1 -> "1 photograph", 2 -> "2 photographs". */
export function countPhotographs(count: number): string {
  return `${count} photograph${count === 1 ? '' : 's'}`;
}

/** 95,000 ms -> "2 min"; 4,200 ms -> "5 s"; 2 h 5 min as "2 h 5 min". Rounded up: nothing is left only at the end. */
export function formatDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
