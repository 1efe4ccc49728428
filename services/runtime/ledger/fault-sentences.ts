import { LedgerFault, type FaultOptions } from '@ledger/ledger/kernel/ledger-fault.js';
import { wordSentences } from '@ledger/ledger/kernel/two-languages.js';
import type { RefusalDetails, Language } from '@ledger/ledger/kernel/refusals.js';
import { clockProblems } from '@ledger/infra/identifiers/clock-problems.js';
import { fileProblems } from '@ledger/infra/sqlite/file-problems.js';
import { folderProblems } from '@ledger/infra/data-folder/folder-problems.js';
import { masterKeyProblems } from '@ledger/infra/key-vault/master-key-problems.js';
import { pastProblems } from '@ledger/projections/kernel/past-problems.js';
import { viewProblems } from '@ledger/projections/kernel/view-problems.js';
import { keepingProblems } from '@ledger/projections/upkeep/keeping-problems.js';
import { pairProblems } from '../engines/pair-problems.js';
import { settingsProblems } from '../engines/settings-problems.js';
import { maintenanceProblems } from '../faults/maintenance-problems.js';
import { OwnedFault } from '@ledger/infra/data-folder/data-folder.js';
import { KeepFault } from '@ledger/ledger/ports/import-folder.js';
import { FileFault } from '@ledger/infra/sqlite/file-fault.js';
import { ClockFault } from '@ledger/ledger/ports/clock.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import { StorageFault } from '@ledger/ledger/ports/storage-fault.js';
import { VaultFault } from '@ledger/ledger/ports/key-vault.js';
import { StoreFault } from '@ledger/projections/ports/document-store.js';
import { ImportFault } from '../faults/import-fault.js';
import { MaintenanceFault } from '../faults/maintenance-fault.js';
import { PairFault } from '../faults/pair-fault.js';
import { SampleFault } from '../faults/sample-fault.js';
import { ProjectorFault } from '../projector/projector-fault.js';
import { SettingsFault, settingRefusals } from '../engines/settings.js';

const known = [
  OwnedFault,
  FileFault,
  SheetFault,
  KeepFault,
  ImportFault,
  LogFault,
  VaultFault,
  StoreFault,
  StorageFault,
  ClockFault,
  PairFault,
  ProjectorFault,
  MaintenanceFault,
  SettingsFault,
  SampleFault,
];

/** All tables of error messages. Names are unique across the tables. */
export const faultProblems = {
  ...settingRefusals,
  ...settingsProblems,
  ...pairProblems,
  ...maintenanceProblems,
  ...folderProblems,
  ...fileProblems,
  ...masterKeyProblems,
  ...clockProblems,
  ...pastProblems,
  ...keepingProblems,
  ...viewProblems,
};

const faultSentences = wordSentences(faultProblems);

/** Translates a message that has facts. Without facts it stays as it is. */
const sentenceOfFault = (language: Language, sentence: string, facts: RefusalDetails = {}): string =>
  language === 'en' ? sentence : (faultSentences.namedBy(facts, language) ?? sentence);

/** Whether an error is an expected one with a message for the user, and not a bug. */
const isFault = (error: unknown): error is Error => known.some((fault) => error instanceof fault);

/** The message of an error for the user; null for a bug, whose stack trace should be shown instead. */
export const sentenceFor = (error: unknown, language: Language = 'en'): string | null => {
  if (!isFault(error)) return null;
  return error instanceof LedgerFault ? sentenceOfFault(language, error.message, error.facts) : error.message;
};

/** A message for the operator, in the reader's language. */
export const errorIn = (language: Language, sentence: string, { facts = {} }: FaultOptions = {}): string =>
  sentenceOfFault(language, sentence, facts);
