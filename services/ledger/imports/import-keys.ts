import { isOneOf } from '../kernel/domain-event.js';
import { importStreamOf, workerStreamOf } from '../kernel/ids.js';
import { importEvents } from '../import-record/import-record-decider.js';
import type { Recorded } from '../ports/event-log.js';
import type { KeyVault, Subject, SubjectKey } from '../ports/key-vault.js';

/**
 * Whose key seals what refusals quote of rows about nobody in the register. It is another than the import's, so that it
 * can be destroyed by itself.
 */
export const sheetSubjectOf = (id: string): Subject => `sheet-${id}`;

/** The keys of one import, as far as they exist. */
export type ImportKeys = Readonly<{
  /** The import's own. */
  own: SubjectKey | null;
  /** That of its sheet; null where there is none. */
  sheet: SubjectKey | null;
  /** Those of the registered persons about whom rows were refused. */
  persons: ReadonlyMap<Subject, SubjectKey>;
}>;

const personsIn = (recorded: readonly Recorded[]): readonly Subject[] =>
  recorded.flatMap(({ event }) =>
    isOneOf(importEvents, event) && event.type === 'RowsRefused'
      ? event.data.persons.map(({ worker }) => workerStreamOf(worker))
      : [],
  );

/** The keys that open what the stream of an import has sealed. */
export const keysOfImport = async (
  vault: KeyVault,
  id: string,
  recorded: readonly Recorded[],
): Promise<ImportKeys> => {
  const [own, sheet] = [importStreamOf(id), sheetSubjectOf(id)];
  const persons = await vault.existingKeys([...new Set([own, sheet, ...personsIn(recorded)])]);
  return { own: persons.get(own) ?? null, sheet: persons.get(sheet) ?? null, persons };
};
