import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { Complain } from '@ledger/runtime/faults/complaints.js';
import { complaintIn } from '@ledger/runtime/ledger/fault-sentences.js';
import { remark } from './output.js';

/** Tells on stderr what a ledger complains of while a command works with it. */
export const complaining =
  (language: Language): Complain =>
  (sentence, options) => {
    remark(complaintIn(language, sentence, options));
  };
