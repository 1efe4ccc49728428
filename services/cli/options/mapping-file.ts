import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { readMapping, type Mapping } from '@ledger/ledger/sheets/column-mapping.js';
import { sheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { readFile } from 'node:fs/promises';

/** The text of a file that must be UTF-8. Throws SheetFault. */
const textOf = async (path: string): Promise<string> => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (cause) {
    throw sheetFault('unreadableFile', { file: path, line: null }, { why: messageOf(cause) }, { cause });
  }
};

/** A mapping, and the text that it was read from. */
export type MappingFile = Readonly<{ text: string; mapping: Mapping }>;

/** The mapping in a file. Throws SheetFault that says where it is wrong. */
export const openMapping = async (path: string): Promise<MappingFile> => {
  const text = await textOf(path);
  return { text, mapping: readMapping(path, text, catalogue) };
};
