import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { ImportNote, Notes } from './import-notes.js';
import type { ImportPorts } from './import-ports.js';

/** How long a sheet with rows to correct is kept after it was judged, and one that failed, to be resumed. */
export const keptDays = 30;
const dayMs = 24 * 60 * 60 * 1_000;

const later = (instant: string): string => new Date(Date.parse(instant) + keptDays * dayMs).toISOString();

/** Until when the sheet is kept; null where no row of it is to be corrected. Of a dry run nothing is kept but here. */
export const keptUntil = (endedAt: string, { refused }: Report, { dryRun }: ImportNote): string | null =>
  dryRun || refused.some(({ code }) => code !== 'DUPLICATE') ? later(endedAt) : null;

/** Until when the sheet of an import that failed for another reason than its sheet is kept. */
export const keptForResuming = later;

const nothingKept = (note: ImportNote): boolean => note.bytes === null && note.reportBytes === null;

/** Whether the time of what is kept of an import is over. What waits to be judged is always kept. */
const isOver = (note: ImportNote, now: string): boolean =>
  note.state !== 'received' && !nothingKept(note) && (note.keptUntil === null || note.keptUntil <= now);

/** Removes the sheets, and the reports of dry runs, whose time is over. */
export const removeOld = async ({ folder, clock }: ImportPorts, notes: Notes): Promise<void> => {
  const now = clock.now();
  for (const note of notes.all()) {
    if (!isOver(note, now)) continue;
    await folder.remove(note.id);
    await folder.remove(`${note.id}.report`);
    await notes.change(note.id, { bytes: null, reportBytes: null, keptUntil: null });
  }
};
