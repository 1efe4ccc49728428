import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { unfinishedErasures } from '@ledger/ledger/use-cases/unfinished-erasures.js';
import { keylessPersons } from '@ledger/ledger/use-cases/keyless-persons.js';
import { makeScratch } from '@ledger/infra/data-folder/scratch-folder.js';
import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { sha256 } from '@ledger/infra/identifiers/sha256.js';
import { digests } from '@ledger/projections/digest/digest-document.js';
import { verifyLog, type LogVerification } from '@ledger/projections/digest/verify-log.js';
import { buildsByPast } from '@ledger/projections/upkeep/builds-by-past.js';
import { verifyViews, type Verified } from '@ledger/projections/upkeep/verify-views.js';
import { StoreFault } from '@ledger/projections/ports/document-store.js';
import { views } from '@ledger/projections/views.js';
import type { KeyFindings } from '../door/operator-orders.js';
import { maintenanceSentences } from '../faults/maintenance-problems.js';
import { sentenceFor } from './fault-sentences.js';
import { findVaultNotes, viewsWord } from '../engines/engines.js';
import { openReader, openViewReader } from '../engines/ledger-reader.js';
import type { Settings } from '../engines/settings.js';

const pauseMs = 200;
const pause = (): Promise<void> => sleep(pauseMs);

type OnProgress = (ordinal: number, of: number) => void;

const verifyIn = async (
  folder: string,
  settings: Settings,
  progress: OnProgress,
): Promise<readonly Verified[]> => {
  const reader = await openViewReader(settings, 'snapshot');
  const scratch = openEmbeddedDocuments(join(folder, 'views.db'), 'write');
  try {
    return await verifyViews({ log: reader.log, views, store: reader.store, scratch, progress, pause });
  } catch (cause) {
    if (sentenceFor(cause) !== null) throw cause;
    const why = messageOf(cause);
    const facts = { why, views: viewsWord(settings) };
    throw new StoreFault('STORE_FAULT', ...maintenanceSentences.faultText('notCompared', facts, { cause }));
  } finally {
    await scratch.close();
    await reader.close();
  }
};

/** Folds every view again in a scratch folder and compares the result with the stored views. */
export const verify = async (settings: Settings, progress: OnProgress): Promise<readonly Verified[]> => {
  const scratch = makeScratch(settings.data);
  try {
    return await verifyIn(scratch.folder, settings, progress);
  } finally {
    scratch.remove();
  }
};

export const verifyKeys = async (settings: Settings): Promise<KeyFindings> => {
  const reader = await openReader(settings, 'snapshot');
  const notes = await findVaultNotes(settings);
  try {
    const keyless = notes === null ? [] : await keylessPersons(reader.log, notes);
    return { keyless, erasing: await erasuresUnfinished(settings, reader.log) };
  } finally {
    await notes?.close();
    await reader.close();
  }
};

/**
 * Workers whose erasure was requested and is not complete. It continues at the next start, or once open readers of the
 * vault have ended.
 */
export const erasuresUnfinished = async (settings: Settings, log: EventLog): Promise<readonly WorkerNo[]> => {
  const notes = await findVaultNotes(settings);
  try {
    return notes === null ? [] : await unfinishedErasures(log, notes);
  } finally {
    await notes?.close();
  }
};

/**
 * Computes the digests (hashes) of the log's events again and compares them with those stored when events were written.
 */
export const verifyDigests = async (
  settings: Settings,
  progress: (ordinal: number, of: number) => void,
): Promise<LogVerification> => {
  const reader = await openReader(settings, 'snapshot');
  try {
    const builds = await buildsByPast(reader, digests);
    return await verifyLog({ log: reader.log, store: reader.store, builds, sha256, progress });
  } finally {
    await reader.close();
  }
};
