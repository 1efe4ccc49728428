import type { Language } from '@ledger/ledger/kernel/refusals.js';
import type { LogError } from '@ledger/runtime/faults/log-error.js';
import { errorIn } from '@ledger/runtime/ledger/fault-sentences.js';
import { remark } from './output.js';

/** Prints on stderr the errors that a ledger reports while a command works with it. */
export const errorLogger =
  (language: Language): LogError =>
  (sentence, options) => {
    remark(errorIn(language, sentence, options));
  };
