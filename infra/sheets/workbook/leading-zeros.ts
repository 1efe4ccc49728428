/** What a format shows of a whole number: `0` for a digit that is shown even where the number has none there, else text. */
export type ShownDigits = readonly Readonly<{ digit: boolean; text: string }>[];

/** Signs that a format shows as they are, without quotation marks. */
const shownAsIs = "$-+():!^&~{}<>= '";

const digit = { digit: true, text: '0' };
const literal = (text: string): ShownDigits[number] => ({ digit: false, text });

type Piece = Readonly<{ end: number; shown: ShownDigits }> | null;

const quotedAt = (format: string, at: number): Piece => {
  const close = format.indexOf('"', at + 1);
  return close < 0 ? null : { end: close + 1, shown: [literal(format.slice(at + 1, close))] };
};

/** `[$sign-language]` shows the sign, a colour nothing; under a condition the number may be shown in another way. */
const bracketAt = (format: string, at: number): Piece => {
  const close = format.indexOf(']', at + 1);
  const inside = format.slice(at + 1, Math.max(close, at + 1));
  if (close < 0 || /^[<>=]/.test(inside)) return null;
  if (!inside.startsWith('$')) return { end: close + 1, shown: [] };
  return { end: close + 1, shown: [literal(inside.slice(1).split('-', 1)[0] ?? '')] };
};

/** The piece of a format that begins there; null where a number is not shown digit by digit. */
const pieceAt = (format: string, at: number): Piece => {
  const sign = format.charAt(at);
  if (sign === '0') return { end: at + 1, shown: [digit] };
  if (sign === '"') return quotedAt(format, at);
  if (sign === '[') return bracketAt(format, at);
  if (sign === '\\') return { end: at + 2, shown: [literal(format.charAt(at + 1))] };
  // A digit that is shown only where there is one: whatever stands before the zeros is shown with the first of them.
  if (sign === '#') return { end: at + 1, shown: [] };
  if (sign === '_' || sign === '*') return { end: at + 2, shown: [] };
  return shownAsIs.includes(sign) ? { end: at + 1, shown: [literal(sign)] } : null;
};

/**
 * How a format shows whole numbers with leading zeros, `00000123`; null for every other format. Each character of it
 * is read once.
 */
export const leadingZeros = (format: string): ShownDigits | null => {
  const pieces: ShownDigits[number][] = [];
  for (let at = 0; at < format.length && format.charAt(at) !== ';';) {
    const piece = pieceAt(format, at);
    if (piece === null) return null;
    pieces.push(...piece.shown);
    at = piece.end;
  }
  return pieces.filter((piece) => piece.digit).length > 1 ? pieces : null;
};

/** The digits of a whole number as the format shows them: none is left out, zeros stand before them. */
export const withLeadingZeros = (digits: string, pieces: ShownDigits): string => {
  const places = pieces.filter((piece) => piece.digit).length;
  const padded = digits.padStart(places, '0');
  let next = padded.length - places;
  let text = '';
  let isFirst = true;
  for (const piece of pieces) {
    if (!piece.digit) {
      text += piece.text;
      continue;
    }
    text += isFirst ? padded.slice(0, next + 1) : padded.charAt(next);
    isFirst = false;
    next += 1;
  }
  return text;
};
