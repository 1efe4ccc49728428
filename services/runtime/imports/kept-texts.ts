import type { SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import type { ImportPorts } from './import-ports.js';

/** The largest text that is kept: the report of a sheet whose every row is refused, at the longest. */
const textBytesMax = 2 ** 31;

/** Keeps a value as JSON, sealed, in place of the one that was there; answers its bytes. Throws KeepFault. */
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

/** A value that is kept as JSON; null where there is none. Throws VaultFault where it was changed. */
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
