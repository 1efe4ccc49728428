import type { Settings } from '@ledger/api/composition/settings.js';
import { verify } from '@ledger/api/composition/verify.js';
import { SingleBar } from 'cli-progress';
import { exitCodes } from '../exit-codes.js';
import { count, print, printJson, printTable } from '../output.js';

export type VerifyOptions = Readonly<{ json?: boolean }>;

/** Folds every view anew and compares it with what is kept. */
export const verifyViews = async ({ json = false }: VerifyOptions, settings: Settings): Promise<number> => {
  const bar =
    json || !process.stderr.isTTY ? null : new SingleBar({ format: 'folding {bar} {value}/{total} events' });
  bar?.start(0, 0);
  const verified = await verify(settings, (ordinal, of) => {
    bar?.setTotal(of);
    bar?.update(ordinal);
  });
  bar?.stop();
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
        : 'the views differ from the log; remove views.db and start again to fold them anew',
    );
  }
  return ok ? exitCodes.ok : exitCodes.failed;
};
