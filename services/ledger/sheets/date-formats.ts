import { plainDate, shanghaiDate, type PlainDate } from '../kernel/calendar.js';

/** A date format of a sheet. `read` returns null if a text does not have this format. */
export type DateFormat = Readonly<{
  /** Formats with the same shape read the same texts, so a mapping may contain only one of them. */
  shape: string;
  read: (text: string) => PlainDate | null;
}>;

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;

/**
 * The day of a date-time in the time zone Asia/Shanghai. A date-time without an offset is taken as local time there.
 */
const isoDay = (text: string): PlainDate | null => {
  const match = isoPattern.exec(text);
  if (match === null) return null;
  const day = plainDate(Number(match[1]), Number(match[2]), Number(match[3]));
  const offset = match[4];
  if (day === null || offset === undefined) return day;
  const digits = offset.replace(':', '');
  const zone = digits === 'Z' ? 'Z' : `${digits.slice(0, 3)}:${digits.slice(3)}`;
  return shanghaiDate(text.slice(0, -offset.length).replace(' ', 'T').replace(',', '.') + zone);
};

const iso: DateFormat = { shape: 'ISO', read: isoDay };

const tokens = /YYYY|MM?|DD?/g;
const digitsOf: Readonly<Record<string, string>> = {
  YYYY: '(\\d{4})',
  MM: '(\\d{2})',
  DD: '(\\d{2})',
  M: '(\\d{1,2})',
  D: '(\\d{1,2})',
};

const quotedPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * Parses the name of a format: `ISO` for ISO 8601 date-times, or a pattern with YYYY, MM or M, and DD or D, each once,
 * with any text between them. Null for anything else.
 */
export const dateFormat = (pattern: string): DateFormat | null => {
  if (pattern === 'ISO') return iso;
  const found = pattern.match(tokens) ?? [];
  const parts = found.map((token) => token.charAt(0));
  if (parts.toSorted().join('') !== 'DMY') return null;
  const between = pattern.split(tokens).map(quotedPattern);
  const source = found.map((token, index) => `${between[index] ?? ''}${digitsOf[token] ?? ''}`).join('');
  const whole = new RegExp(`^${source}${between.at(-1) ?? ''}$`);
  const read = (text: string): PlainDate | null => {
    const match = whole.exec(text);
    if (match === null) return null;
    const part = (letter: string): number => Number(match[parts.indexOf(letter) + 1]);
    return plainDate(part('Y'), part('M'), part('D'));
  };
  return { shape: pattern.replaceAll(/MM?|DD?/g, '#'), read };
};
