import { messageOf } from '../kernel/error-message.js';
import type { TextSource } from '../ports/sheet-source.js';
import { SheetFault, sheetFault } from '../ports/sheet-fault.js';

/**
 * GB18030 is used instead of GBK because of `¥` (U+00A5): GB18030 encodes it in four bytes, GBK does not contain it.
 */
export type Encoding = 'utf-8' | 'gb18030';

/** The bytes of a sheet. Throws SheetFault UNREADABLE if they cannot be read. */
export const opened = async function* (source: TextSource): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* source.bytes();
  } catch (cause) {
    throw sheetFault(
      'unreadableFile',
      { file: source.name, line: null },
      { why: messageOf(cause) },
      { cause },
    );
  }
};

/**
 * The sheet as text, strictly decoded, without a byte order mark. Throws a TypeError on bytes that are invalid in this
 * encoding.
 */
export const decoded = async function* (source: TextSource, encoding: Encoding): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of opened(source)) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
};

/** What a file is in an encoding: text, text with the control character NUL, or bytes that are invalid in it. */
type Reading = 'text' | 'nul' | 'invalid';

const nul = '\0';

const readingIn = async (source: TextSource, encoding: Encoding): Promise<Reading> => {
  let hasNul = false;
  try {
    for await (const text of decoded(source, encoding)) hasNul ||= text.includes(nul);
    return hasNul ? 'nul' : 'text';
  } catch (fault) {
    // Errors of the source are SheetFaults. Any other error comes from the decoder and means that the encoding is
    // wrong.
    if (fault instanceof SheetFault) throw fault;
    return 'invalid';
  }
};

const newline = 0x0a;

/** The line of the first NUL of a text in UTF-8. */
const nulLine = async (source: TextSource): Promise<number> => {
  let line = 1;
  for await (const piece of linesOf(source)) {
    if (piece.includes(0)) break;
    if (piece.at(-1) === newline) line += 1;
  }
  return line;
};

/** The bytes of the sheet, split after each newline. A long line may arrive in several pieces. */
const linesOf = async function* (source: TextSource): AsyncIterable<Uint8Array> {
  for await (const chunk of opened(source)) {
    for (let start = 0, end = 0; start < chunk.length; start = end) {
      end = chunk.indexOf(newline, start) + 1 || chunk.length;
      yield chunk.subarray(start, end);
    }
  }
};

/**
 * The first line that is not valid UTF-8, in a file whose first line is UTF-8 with non-ASCII characters: such a file is
 * damaged UTF-8, because a header in GB18030 is hardly ever valid UTF-8. Null if the file may have another encoding.
 */
const spoiltLine = async (source: TextSource): Promise<number | null> => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [line, isUtf8] = [1, false];
  try {
    for await (const piece of linesOf(source)) {
      const text = decoder.decode(piece, { stream: true });
      if (line === 1) isUtf8 ||= /[^\0-\u007F]/.test(text);
      if (piece.at(-1) === newline) line += 1;
    }
    decoder.decode();
    return null;
  } catch (fault) {
    if (fault instanceof SheetFault) throw fault;
    return isUtf8 && line > 1 ? line : null;
  }
};

/**
 * Detects the encoding: UTF-8 if the whole file is valid UTF-8, otherwise GB18030. Throws SheetFault if the file is
 * neither, if it contains NUL bytes, or if its header is UTF-8 and a later line is not.
 */
export const encodingOf = async (source: TextSource): Promise<Encoding> => {
  const place = { file: source.name, line: null };
  const inUtf8 = await readingIn(source, 'utf-8');
  if (inUtf8 === 'text') return 'utf-8';
  if (inUtf8 === 'nul') throw sheetFault('nulCharacter', { ...place, line: await nulLine(source) });
  const spoilt = await spoiltLine(source);
  if (spoilt !== null) throw sheetFault('spoiltUtf8', { ...place, line: spoilt });
  // Pictures and UTF-16 can happen to be GB18030 with NULs: only text without any is GB18030.
  if ((await readingIn(source, 'gb18030')) === 'text') return 'gb18030';
  throw sheetFault('neitherEncoding', place);
};
