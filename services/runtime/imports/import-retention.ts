import type { Report } from '@ledger/ledger/imports/import-report.js';
import { sheetSubjectOf } from '@ledger/ledger/imports/hand-in-keys.js';
import { traceOf } from '../faults/redacted-trace.js';
import type { ImportNote, Notes } from './import-notes.js';
import type { ImportPorts } from './import-ports.js';

/** How long a sheet with rows to correct is kept after it was judged, and one that failed, to be resumed. */
export const keptDays = 30;
const dayMs = 24 * 60 * 60 * 1_000;

const later = (instant: string): string => new Date(Date.parse(instant) + keptDays * dayMs).toISOString();

/** Until when the sheet is kept; null where no row of it is to be corrected. Of a dry run nothing is kept but here. */
export const keptUntil = (endedAt: string, { refused }: Report, { dryRun }: ImportNote): string | null =>
  dryRun || refused.some(({ code }) => code !== 'DUPLICATE') ? later(endedAt) : null;

/** Until when there is a key for what the report of an import quotes of its cells. */
export const quotedFor = later;

/** Until when what an import has that failed is kept: its sheet, where it can be resumed, and the key of its sheet. */
export const keptAfterFailure = (
  endedAt: string,
  canResume: boolean,
): Pick<ImportNote, 'keptUntil' | 'quotedUntil'> => ({
  keptUntil: canResume ? later(endedAt) : null,
  quotedUntil: quotedFor(endedAt),
});

type RemovalPorts = Pick<ImportPorts, 'folder' | 'clock' | 'vault' | 'complain'>;

const nothingKept = (note: ImportNote): boolean => note.bytes === null && note.reportBytes === null;

/** Whether the time of what is kept of an import is over. What waits to be judged is always kept. */
const isOver = (note: ImportNote, now: string): boolean =>
  note.state !== 'received' && !nothingKept(note) && (note.keptUntil === null || note.keptUntil <= now);

const isQuotedNoMore = ({ state, quotedUntil }: ImportNote, now: string): boolean =>
  state !== 'received' && quotedUntil !== null && quotedUntil <= now;

/**
 * Removes the sheets, and the reports of dry runs, whose time is over, and destroys the keys of sheets: what refusals
 * quote in the log cannot be read any more. It is done again until the bytes of the key are gone.
 */
export const removeOld = async (
  { folder, clock, vault }: Omit<RemovalPorts, 'complain'>,
  notes: Notes,
): Promise<void> => {
  const now = clock.now();
  for (const { id } of notes.all()) {
    const note = notes.get(id);
    if (note === null) continue;
    if (isOver(note, now)) {
      await folder.remove(id);
      await folder.remove(`${id}.report`);
      await notes.change(id, { bytes: null, reportBytes: null, keptUntil: null });
    }
    if (isQuotedNoMore(note, now)) {
      const sheet = sheetSubjectOf(id);
      await vault.destroy(sheet);
      if (await vault.isGone(sheet)) await notes.change(id, { quotedUntil: null });
    }
  }
};

/** How often it is looked whether the time of something is over. */
const lookAgainMs = 60 * 60 * 1_000;

/** Removes what is over again and again, also where nothing is handed in; ends with the signal. */
export const keepRemoving = (ports: RemovalPorts, notes: Notes, signal: AbortSignal): void => {
  const timer = setInterval(() => {
    removeOld(ports, notes).catch((error: unknown) => {
      ports.complain(traceOf(error));
    });
  }, lookAgainMs);
  timer.unref();
  signal.addEventListener('abort', () => {
    clearInterval(timer);
  });
};
