import { existsSync } from 'node:fs';
import { importFolder } from '@ledger/infra/imports/sealed-import-folder.js';
import { handInTold } from '@ledger/ledger/imports/undo-import.js';
import type { ImportJob } from './import-job.js';
import { Notes } from './import-notes.js';
import { jobFrom, undoFrom } from './import-answers.js';
import { openReader } from '../engines/ledger-reader.js';
import type { Settings } from '../engines/settings.js';

/** The imports of a ledger that nobody runs, as their notes and streams tell of them; the newest first. */
export const noteReader = async (settings: Settings): Promise<readonly ImportJob[]> => {
  if (!existsSync(settings.data.imports)) return [];
  const notes = await Notes.open(importFolder(settings.data.imports));
  const reader = await openReader(settings);
  try {
    const jobs: ImportJob[] = [];
    for (const note of notes.all().toReversed()) {
      const told = note.undo
        ? await handInTold({ log: reader.log, vault: await reader.vault() }, note.id)
        : null;
      jobs.push(jobFrom(note, undoFrom(told)));
    }
    return jobs;
  } finally {
    await reader.close();
  }
};
