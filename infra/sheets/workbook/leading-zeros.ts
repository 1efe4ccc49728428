/**
 * The pieces of a number format, for whole numbers. `digit` is the placeholder `0`, which shows a digit even if the
 * number has none there. The other pieces are literal text.
 */
export type ShownDigits = readonly Readonly<{ digit: boolean; text: string }>[];

/** Characters that a format shows literally without quotation marks. */
const shownAsIs = "$-+():!^&~{}<>= '";

const digit = { digit: true, text: '0' };
const literal = (text: string): ShownDigits[number] => ({ digit: false, text });

type Piece = Readonly<{ end: number; shown: ShownDigits }> | null;

const quotedAt = (format: string, at: number): Piece => {
  const close = format.indexOf('"', at + 1);
  return close < 0 ? null : { end: close + 1, shown: [literal(format.slice(at + 1, close))] };
};

/**
 * Parses brackets: `[$sign-language]` shows the currency sign, a colour shows nothing. null for a condition, because
 * the number may be shown in another way then.
 */
const bracketAt = (format: string, at: number): Piece => {
  const close = format.indexOf(']', at + 1);
  const inside = format.slice(at + 1, Math.max(close, at + 1));
  if (close < 0 || /^[<>=]/.test(inside)) return null;
  if (!inside.startsWith('$')) return { end: close + 1, shown: [] };
  return { end: close + 1, shown: [literal(inside.slice(1).split('-', 1)[0] ?? '')] };
};

/** Parses the piece of a format at an index; null if the format does not show a number digit by digit. */
const pieceAt = (format: string, at: number): Piece => {
  const sign = format.charAt(at);
  if (sign === '0') return { end: at + 1, shown: [digit] };
  if (sign === '"') return quotedAt(format, at);
  if (sign === '[') return bracketAt(format, at);
  if (sign === '\\') return { end: at + 2, shown: [literal(format.charAt(at + 1))] };
  // `#` shows a digit only if there is one. It needs no piece: the first `0` also shows all digits to its left.
  if (sign === '#') return { end: at + 1, shown: [] };
  if (sign === '_' || sign === '*') return { end: at + 2, shown: [] };
  return shownAsIs.includes(sign) ? { end: at + 1, shown: [literal(sign)] } : null;
};

/**
 * The pieces of a format that shows whole numbers with leading zeros, like `00000123`; null for any other format. Reads
 * each character once, so that a long format costs linear time.
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

/** Formats the digits of a whole number with leading zeros and the literal text of the format. */
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
