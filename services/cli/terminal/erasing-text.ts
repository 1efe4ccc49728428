import { printWorkerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { count } from './output.js';
import { terminalSpeech } from './terminal-messages.js';

/** What to know of erasures that have not ended; null where there are none. */
export const erasingText = ([first, ...more]: readonly WorkerNo[], language: Language): string | null =>
  first === undefined
    ? null
    : terminalSpeech(language)('erasing', { number: count(more.length + 1), first: printWorkerNo(first) });
