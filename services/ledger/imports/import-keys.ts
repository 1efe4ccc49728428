import { isOneOf } from '../kernel/domain-event.js';
import { importStreamOf, workerStreamOf } from '../kernel/ids.js';
import { importEvents } from '../import-record/import-record-decider.js';
import type { Recorded } from '../ports/event-log.js';
import type { KeyVault, Subject, SubjectKey } from '../ports/key-vault.js';

/**
 * The key subject for the reasons of refused rows that name no registered person. These reasons quote cells of the
 * sheet. The key is separate from the key of the import, so that it can be destroyed on its own.
 */
export const sheetSubjectOf = (id: string): Subject => `sheet-${id}`;

/** The keys of one import. Keys that do not exist, or were destroyed, are null or missing. */
export type ImportKeys = Readonly<{
  /** The key of the import: encrypts its file name, remarks and messages. */
  own: SubjectKey | null;
  /**
   * The key of the sheet: encrypts the reasons of refused rows that name no registered person. Null if there is none.
   */
  sheet: SubjectKey | null;
  /** The keys of the registered persons about whom rows were refused. */
  persons: ReadonlyMap<Subject, SubjectKey>;
}>;

const personsIn = (recorded: readonly Recorded[]): readonly Subject[] =>
  recorded.flatMap(({ event }) =>
    isOneOf(importEvents, event) && event.type === 'RowsRefused'
      ? event.data.persons.map(({ worker }) => workerStreamOf(worker))
      : [],
  );

/** Returns the keys that decrypt the texts in the stream of an import. */
export const keysOfImport = async (
  vault: KeyVault,
  id: string,
  recorded: readonly Recorded[],
): Promise<ImportKeys> => {
  const [own, sheet] = [importStreamOf(id), sheetSubjectOf(id)];
  const persons = await vault.existingKeys([...new Set([own, sheet, ...personsIn(recorded)])]);
  return { own: persons.get(own) ?? null, sheet: persons.get(sheet) ?? null, persons };
};
