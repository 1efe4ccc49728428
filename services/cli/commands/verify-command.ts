import type { Settings } from '@ledger/runtime/engines/settings.js';
import { verify, verifyDigests } from '@ledger/runtime/ledger/verification.js';
import type { Verified } from '@ledger/projections/upkeep/verify-views.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { progressBar } from '../terminal/progress-bar.js';
import { count, print, printJson, printTable } from '../terminal/output.js';

export type VerifyOptions = Readonly<{ json?: boolean; log?: boolean }>;

type Progress = (ordinal: number, of: number) => void;

/** Does something that takes a while, with a bar where a person watches. */
const watched = async <T>(
  json: boolean,
  what: string,
  work: (progress: Progress) => Promise<T>,
): Promise<T> => {
  const bar = progressBar(what, 'events', json);
  try {
    return await work(bar.move);
  } finally {
    bar.end();
  }
};

/** Compares the log with the digests that were kept while it was written. */
const verifyLog = async (json: boolean, settings: Settings): Promise<number> => {
  const verdict = await watched(json, 'reading', (progress) => verifyDigests(settings, progress));
  const { events, covered, digest, misfit } = verdict;
  const ok = misfit === null;
  if (json) printJson({ ok, ...verdict });
  else {
    print(`${count(events)} events, ${count(covered)} of them with a digest that was kept`);
    print(`digest behind event ${count(events)}: ${digest}`);
    print(misfit ?? 'every event is what was recorded');
  }
  return ok ? exitCodes.ok : exitCodes.failed;
};

const conclusionOf = (verified: readonly Verified[]): string => {
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

/** Folds every view anew and compares it with what is kept; or checks the log itself. */
export const verifyViews = async (
  { json = false, log = false }: VerifyOptions,
  settings: Settings,
): Promise<number> => {
  if (log) return verifyLog(json, settings);
  const verified = await watched(json, 'folding', (progress) => verify(settings, progress));
  const ok = verified.every(
    ({ differences, stopped, incomplete }) =>
      differences === 0 && stopped === null && incomplete.length === 0,
  );
  if (json) {
    const views = verified.map(({ view, documents, differences, first, stopped, incomplete }) => ({
      view,
      documents,
      differences,
      ...(first === null ? {} : { first }),
      ...(stopped === null ? {} : { stopped }),
      ...(incomplete.length === 0 ? {} : { incomplete }),
    }));
    printJson({ ok, views });
  } else {
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
    print(conclusionOf(verified));
  }
  return ok ? exitCodes.ok : exitCodes.failed;
};
