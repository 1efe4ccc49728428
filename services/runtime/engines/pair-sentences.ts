import type { Because } from '@ledger/ledger/kernel/refusals.js';
import type { PairStanding } from '@ledger/ledger/ports/pair-standing.js';
import type { Telling } from '@ledger/ledger/kernel/two-languages.js';
import type { Engines } from './engines.js';
import { pairSentences } from './pair-problems.js';

type Where = Pick<Engines, 'log' | 'keys'>;

const factsOf = ({ log, keys }: Where): Because => ({ log: log.where, keys: keys.where });

/** The message why a log and a vault must not be used together, and what to do; null if they may be. */
export const pairSentenceFor = (standing: PairStanding, where: Where): Telling | null => {
  const facts = factsOf(where);
  switch (standing.kind) {
    case 'none':
    case 'vault only':
    case 'unbound':
    case 'even':
    case 'vault ahead':
      return null;
    case 'vault missing':
      return pairSentences.told('vaultMissing', facts);
    case 'log missing':
      return pairSentences.told('logMissing', facts);
    case 'foreign':
      return pairSentences.told(standing.isVaultNew ? 'newVault' : 'twoLedgers', facts);
    case 'vault behind':
      return standing.lacksBlock
        ? pairSentences.told('lacksBlock', facts)
        : pairSentences.told('lacksKeys', { ...facts, strangers: standing.strangers });
  }
};

/** A remark for the operator about a log and a vault that may be used together; null if there is none. */
export const pairRemarkFor = (standing: PairStanding, where: Where): Telling | null =>
  standing.kind === 'vault ahead'
    ? pairSentences.told('vaultAhead', { ...factsOf(where), lastNumber: standing.lastNumber })
    : null;
