import { viewsWord } from '@ledger/api/composition/engines.js';
import type { Settings } from '@ledger/api/composition/settings.js';
import { verify, verifyDigests } from '@ledger/api/composition/verify.js';
import { SingleBar } from 'cli-progress';
import { exitCodes } from '../exit-codes.js';
import { count, print, printJson, printTable } from '../output.js';

export type VerifyOptions = Readonly<{ json?: boolean; log?: boolean }>;

type Progress = (ordinal: number, of: number) => void;

/** Does something that takes a while, with a bar where a person watches. */
const watched = async <T>(
  json: boolean,
  what: string,
  work: (progress: Progress) => Promise<T>,
): Promise<T> => {
  const bar =
    json || !process.stderr.isTTY ? null : new SingleBar({ format: `${what} {bar} {value}/{total} events` });
  bar?.start(0, 0);
  try {
    return await work((ordinal, of) => {
      bar?.setTotal(of);
      bar?.update(ordinal);
    });
  } finally {
    bar?.stop();
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

/** Folds every view anew and compares it with what is kept; or checks the log itself. */
export const verifyViews = async (
  { json = false, log = false }: VerifyOptions,
  settings: Settings,
): Promise<number> => {
  if (log) return verifyLog(json, settings);
  const verified = await watched(json, 'folding', (progress) => verify(settings, progress));
  const ok = verified.every(({ differences, stopped }) => differences === 0 && stopped === null);
  if (json) {
    const views = verified.map(({ view, documents, differences, first, stopped }) => ({
      view,
      documents,
      differences,
      ...(first === null ? {} : { first }),
      ...(stopped === null ? {} : { stopped }),
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
    print(
      ok
        ? 'every view equals a fresh fold of the log'
        : `the views differ from the log; remove ${viewsWord(settings)} and start again to fold them anew`,
    );
  }
  return ok ? exitCodes.ok : exitCodes.failed;
};
