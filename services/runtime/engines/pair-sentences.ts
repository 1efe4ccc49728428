import type { PairStanding } from '@ledger/ledger/ports/pair-standing.js';
import type { Engines } from './engines.js';

type Where = Pick<Engines, 'log' | 'keys'>;

const settingsWords = 'LEDGER_DATA, LEDGER_NAME, EVENTSTORE_URL and MONGODB_URL';

type Behind = Extract<PairStanding, { kind: 'vault behind' }>;

const lackText = ({ lacksBlock, strangers }: Behind): string =>
  lacksBlock
    ? 'it lacks the last block of worker numbers of the log'
    : `it has neither keys nor marks of destroyed ones for ${String(strangers)} registered persons of the last block`;

/** Why a log and a vault must not be used together, and what to do; null where they may. */
export const pairSentenceFor = (standing: PairStanding, { log, keys }: Where): string | null => {
  switch (standing.kind) {
    case 'none':
    case 'vault only':
    case 'unbound':
    case 'even':
    case 'vault ahead':
      return null;
    case 'vault missing':
      return (
        `the key vault ${keys.where} is missing, and the log ${log.where} was written with one: put the vault back from ` +
        `a backup that is not older than the log, or correct ${settingsWords}; nothing was changed`
      );
    case 'log missing':
      return (
        `the log ${log.where} is missing, and the key vault ${keys.where} belongs to one: put the log back from a ` +
        `backup, or correct ${settingsWords}; nothing was changed`
      );
    case 'foreign':
      if (standing.isVaultNew)
        return (
          `the log ${log.where} was begun with another key vault, and the key vault ${keys.where} is new and holds nothing: ` +
          'another machine has begun this ledger first; give this one the same vault (MONGODB_URL), or run the ledger on that ' +
          `machine only and remove this vault, or correct ${settingsWords}; the log was not changed`
        );
      return (
        `the log ${log.where} and the key vault ${keys.where} belong to two ledgers: put back the one that is wrong ` +
        `from a backup, or correct ${settingsWords}; nothing was changed`
      );
    case 'vault behind':
      return (
        `the key vault ${keys.where} is older than the log ${log.where}: ${lackText(standing)}; put back a ` +
        'vault that was backed up after this log, or with it an older log; nothing was changed'
      );
  }
};

/** What an operator should know of a pair that may be used; null where there is nothing to tell. */
export const pairRemarkFor = (standing: PairStanding, { log, keys }: Where): string | null =>
  standing.kind === 'vault ahead'
    ? `the key vault ${keys.where} has noted worker numbers up to ${String(standing.lastNumber)}, of which the log ` +
      `${log.where} does not know: the ledger was killed while it took them, or the log was put back from a backup; ` +
      'none of these numbers is given again'
    : null;
