import { printWorkerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { KeyFindings } from '@ledger/runtime/door/operator-orders.js';
import type { Verified } from '@ledger/projections/upkeep/verify-views.js';
import { stoppedIn } from '@ledger/projections/kernel/view-problems.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { spokenIn, type Speech } from '@ledger/ledger/kernel/two-languages.js';
import { incompleteText } from '@ledger/projections/kernel/incomplete-documents.js';
import { headIn } from '../terminal/table-heads.js';
import { verifyMessages } from './verify-messages.js';
import type { Asking } from '../terminal/command-caller.js';
import { erasingText } from '../terminal/erasing-text.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print, printJson, printTable } from '../terminal/output.js';
import { watched } from '../terminal/progress-bar.js';
import { usageFault } from '../terminal/usage-fault.js';
import { verifyLog } from './verify-log-command.js';

export type VerifyOptions = Readonly<{ json?: boolean; log?: boolean; accept?: boolean }>;

type Say = Speech<keyof typeof verifyMessages>;

/** What the user should do after the verification. If it found several problems, only the worst is mentioned. */
export const conclusionOf = (verified: readonly Verified[], language: Language): string => {
  const say = spokenIn(verifyMessages, language);
  const miscounting = verified.filter(({ miscounts }) => miscounts > 0).map(({ view }) => view);
  if (miscounting.length > 0) return say('miscounting', { views: miscounting.join(', ') });
  const differing = verified.filter(({ differences, stopped }) => differences > 0 || stopped !== null);
  if (differing.length > 0) {
    const commands = differing.map(({ view }) => `“ledger rebuild ${view}”`).join(', ');
    return say('differing', { commands });
  }
  const incomplete = verified.filter((each) => each.incomplete.length > 0);
  if (incomplete.length === 0) return say('equal');
  return say('incomplete', { commands: incomplete.map(({ view }) => `“ledger repair ${view}”`).join(', ') });
};

const keylessText = (keyless: readonly WorkerNo[], say: Say): string | null => {
  const [first] = keyless;
  return first === undefined
    ? null
    : say('keyless', { number: count(keyless.length), first: printWorkerNo(first) });
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
    ...(incomplete.length === 0
      ? {}
      : { incomplete: incomplete.map((each) => incompleteText(view, each, 'en')) }),
  }));
  printJson({ ok, views, personsWithoutKey: keyless.length, personsBeingErased: erasing.length });
};

const printFindings = ({ verified, keyless, erasing }: Findings, language: Language): void => {
  printTable(
    [
      { head: headIn(language, 'view') },
      { head: headIn(language, 'documents'), align: 'right' },
      { head: headIn(language, 'differences'), align: 'right' },
      { head: headIn(language, 'firstDifference') },
    ],
    verified.map(({ view, documents, differences, first, ...state }) => [
      view,
      count(documents),
      count(differences),
      first ?? stoppedIn(language, state) ?? '',
    ]),
  );
  for (const { view, incomplete } of verified)
    for (const each of incomplete) print(incompleteText(view, each, language));
  const say = spokenIn(verifyMessages, language);
  for (const sentence of [keylessText(keyless, say), erasingText(erasing, language)])
    if (sentence !== null) print(sentence);
  print(conclusionOf(verified, language));
};

const isWhole = ({ differences, stopped, incomplete }: Verified): boolean =>
  differences === 0 && stopped === null && incomplete.length === 0;

/** Folds every view anew and compares it with what is kept, and looks for lost keys; or checks the log itself. */
export const verifyViews = async (
  { json = false, log = false, accept = false }: VerifyOptions,
  asking: Asking,
): Promise<number> => {
  const { door, by, language } = asking;
  if (log) return verifyLog({ json, accept }, asking);
  if (accept) throw usageFault('acceptsLog');
  const verified = await watched('folding', { quiet: json, language }, (progress) =>
    door.handle({ order: 'VerifyViews', by, progress }),
  );
  const keys = await door.handle({ order: 'VerifyKeys', by });
  const ok = keys.keyless.length === 0 && verified.every(isWhole);
  if (json) printFindingsAsJson({ ok, verified, ...keys });
  else printFindings({ ok, verified, ...keys }, language);
  return ok ? exitCodes.ok : exitCodes.failed;
};
