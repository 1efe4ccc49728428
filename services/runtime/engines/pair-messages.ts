import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import type { PairState } from '@ledger/ledger/ports/pair-state.js';
import type { FaultText } from '@ledger/ledger/kernel/two-languages.js';
import type { Engines } from './engines.js';
import { pairSentences } from './pair-problems.js';

type Where = Pick<Engines, 'log' | 'keys'>;

const factsOf = ({ log, keys }: Where): RefusalDetails => ({ log: log.where, keys: keys.where });

/** The message why a log and a vault must not be used together, and what to do; null if they may be. */
export const pairProblemFor = (pairState: PairState, where: Where): FaultText | null => {
  const facts = factsOf(where);
  switch (pairState.kind) {
    case 'none':
    case 'vault only':
    case 'unbound':
    case 'even':
    case 'vault ahead':
      return null;
    case 'vault missing':
      return pairSentences.faultText('vaultMissing', facts);
    case 'log missing':
      return pairSentences.faultText('logMissing', facts);
    case 'foreign':
      return pairSentences.faultText(pairState.isVaultNew ? 'newVault' : 'twoLedgers', facts);
    case 'vault behind':
      return pairState.lacksBlock
        ? pairSentences.faultText('lacksBlock', facts)
        : pairSentences.faultText('lacksKeys', { ...facts, strangers: pairState.strangers });
  }
};

/** A remark for the operator about a log and a vault that may be used together; null if there is none. */
export const pairRemarkFor = (pairState: PairState, where: Where): FaultText | null =>
  pairState.kind === 'vault ahead'
    ? pairSentences.faultText('vaultAhead', { ...factsOf(where), lastNumber: pairState.lastNumber })
    : null;
