import { messageOf } from '../kernel/errors.js';
import type { TextSource } from '../ports/sheet-source.js';
import { SheetFault } from '../ports/sheet-fault.js';

/** GB18030 and not GBK: `¥` is U+00A5, four bytes there. */
export type Encoding = 'utf-8' | 'gb18030';

/** The bytes of a sheet. Throws SheetFault UNREADABLE where they cannot be read. */
export const opened = async function* (source: TextSource): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* source.bytes();
  } catch (cause) {
    const why = messageOf(cause);
    throw new SheetFault(
      'UNREADABLE',
      { file: source.name, line: null },
      `the file cannot be read (${why})`,
      { cause },
    );
  }
};

/** The sheet as text, strictly decoded, without a byte order mark. Throws a TypeError on bytes that do not fit. */
export const decoded = async function* (source: TextSource, encoding: Encoding): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of opened(source)) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
};

const decodes = async (source: TextSource, encoding: Encoding): Promise<boolean> => {
  try {
    for await (const text of decoded(source, encoding)) {
      if (text.includes('\0')) return false;
    }
    return true;
  } catch (fault) {
    // Whatever the source throws is a SheetFault: anything else is the decoder's.
    if (fault instanceof SheetFault) throw fault;
    return false;
  }
};

/** UTF-8 if the whole file is, else GB18030; a file that is neither, or holds NUL bytes, is no sheet. */
export const encodingOf = async (source: TextSource): Promise<Encoding> => {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    if (await decodes(source, encoding)) return encoding;
  }
  throw new SheetFault(
    'UNKNOWN_ENCODING',
    { file: source.name, line: null },
    'this is neither UTF-8 nor GB18030 text; save the sheet as CSV in UTF-8 and hand it in again',
  );
};
