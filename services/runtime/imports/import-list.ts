import { importFolder } from '@ledger/infra/imports/sealed-import-folder.js';
import { handInTold } from '@ledger/ledger/imports/undo-import.js';
import type { ImportJob } from './import-job.js';
import { Notes } from './import-notes.js';
import { jobFrom, undoFrom } from './import-answers.js';
import { openReader } from '../engines/ledger-reader.js';
import type { Settings } from '../engines/settings.js';

/** The imports of a ledger that nobody runs, as their notes and streams tell of them; the newest first. */
export const noteReader = async (settings: Settings): Promise<readonly ImportJob[]> => {
  const folder = importFolder(settings.data.imports);
  if ((await folder.noted()).length === 0) return [];
  const reader = await openReader(settings);
  try {
    const vault = await reader.vault();
    const notes = await Notes.open({ folder, vault });
    const jobs: ImportJob[] = [];
    for (const note of notes.all().toReversed()) {
      const told = note.undo ? await handInTold({ log: reader.log, vault }, note.id) : null;
      jobs.push(jobFrom(note, undoFrom(told)));
    }
    return jobs;
  } finally {
    await reader.close();
  }
};
