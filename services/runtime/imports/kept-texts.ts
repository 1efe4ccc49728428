import type { SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import type { ImportPorts } from './import-ports.js';

/** Maximum size of a stored text in bytes. The longest text is the report of a sheet whose every row was refused. */
const textBytesMax = 2 ** 31;

/** Stores a value as encrypted JSON and replaces an earlier one. Returns the size in bytes. Throws KeepFault. */
export const keepJson = (
  { folder }: Pick<ImportPorts, 'folder'>,
  name: string,
  { key, value }: Readonly<{ key: SubjectKey; value: object }>,
): Promise<number> => {
  const bytes = (async function* () {
    yield Buffer.from(JSON.stringify(value));
  })();
  return folder.keep(name, bytes, { key, bytesMax: textBytesMax });
};

/**
 * Reads a value that was stored as encrypted JSON; null if there is none. Throws VaultFault if the file was modified.
 */
export const keptJson = async (
  { folder }: Pick<ImportPorts, 'folder'>,
  name: string,
  key: SubjectKey,
): Promise<unknown> => {
  const size = await folder.sizeOf(name);
  if (size === null) return null;
  const kept = folder.open(name, key, size);
  return JSON.parse(Buffer.from(await kept.read(0, size)).toString());
};
