import { printWorkerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { Settings } from '@ledger/runtime/engines/settings.js';
import { verify, verifyKeys, type KeyFindings } from '@ledger/runtime/ledger/verification.js';
import type { Verified } from '@ledger/projections/upkeep/verify-views.js';
import { erasingText } from '../terminal/erasing-text.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, printJson, printTable } from '../terminal/output.js';
import { watched } from '../terminal/progress-bar.js';
import { UsageFault } from '../terminal/usage-fault.js';
import { verifyLog } from './verify-log-command.js';

export type VerifyOptions = Readonly<{ json?: boolean; log?: boolean; accept?: boolean }>;

/** What is to be done about what was found; the worst is told. */
export const conclusionOf = (verified: readonly Verified[]): string => {
  const miscounting = verified.filter(({ miscounts }) => miscounts > 0).map(({ view }) => view);
  if (miscounting.length > 0)
    return `figures of ${miscounting.join(', ')} are not what the events add up to, in a fresh fold neither: this program adds up wrongly; do not use these figures, and tell those who maintain it`;
  const differing = verified.filter(({ differences, stopped }) => differences > 0 || stopped !== null);
  if (differing.length > 0) {
    const commands = differing.map(({ view }) => `“ledger rebuild ${view}”`).join(', ');
    return `the views differ from the log; ${commands} folds anew what differs`;
  }
  const incomplete = verified.filter((each) => each.incomplete.length > 0);
  if (incomplete.length === 0) return 'every view equals a fresh fold of the log';
  const commands = incomplete.map(({ view }) => `“ledger repair ${view}”`).join(', ');
  return `every view equals a fresh fold of the log, but some documents are incomplete; once the code is mended, ${commands} folds them anew`;
};

const keylessText = (keyless: readonly WorkerNo[]): string | null => {
  const [first] = keyless;
  return first === undefined
    ? null
    : `${count(keyless.length)} registered persons, the first ${printWorkerNo(first)}, have neither a key nor the mark of ` +
        'a destroyed one in the key vault: their names cannot be read; put back a vault that was backed up after this log';
};

/** What was found in the views and in the vault. */
type Findings = Readonly<{ ok: boolean; verified: readonly Verified[] }> & KeyFindings;

const printFindingsAsJson = ({ ok, verified, keyless, erasing }: Findings): void => {
  const views = verified.map(({ view, documents, differences, miscounts, first, stopped, incomplete }) => ({
    view,
    documents,
    differences,
    ...(miscounts === 0 ? {} : { miscounts }),
    ...(first === null ? {} : { first }),
    ...(stopped === null ? {} : { stopped }),
    ...(incomplete.length === 0 ? {} : { incomplete }),
  }));
  printJson({ ok, views, personsWithoutKey: keyless.length, personsBeingErased: erasing.length });
};

const printFindings = ({ verified, keyless, erasing }: Findings): void => {
  printTable(
    [
      { head: 'view' },
      { head: 'documents', align: 'right' },
      { head: 'differences', align: 'right' },
      { head: 'first difference' },
    ],
    verified.map(({ view, documents, differences, first, stopped }) => [
      view,
      count(documents),
      count(differences),
      first ?? stopped ?? '',
    ]),
  );
  for (const sentence of verified.flatMap(({ incomplete }) => incomplete)) print(sentence);
  for (const sentence of [keylessText(keyless), erasingText(erasing)]) if (sentence !== null) print(sentence);
  print(conclusionOf(verified));
};

const isWhole = ({ differences, stopped, incomplete }: Verified): boolean =>
  differences === 0 && stopped === null && incomplete.length === 0;

/** Folds every view anew and compares it with what is kept, and looks for lost keys; or checks the log itself. */
export const verifyViews = async (
  { json = false, log = false, accept = false }: VerifyOptions,
  settings: Settings,
): Promise<number> => {
  if (log) return verifyLog({ json, accept }, settings);
  if (accept) throw new UsageFault('--accept goes with --log');
  const verified = await watched('folding', json, (progress) => verify(settings, progress));
  const keys = await verifyKeys(settings);
  const ok = keys.keyless.length === 0 && verified.every(isWhole);
  if (json) printFindingsAsJson({ ok, verified, ...keys });
  else printFindings({ ok, verified, ...keys });
  return ok ? exitCodes.ok : exitCodes.failed;
};
