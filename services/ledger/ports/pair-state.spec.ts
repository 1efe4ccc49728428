import { workerNo } from '../kernel/ids.js';
import { isUniqueId, type UniqueId } from '../kernel/unique-id.js';
import type { NumberBlock } from './key-vault.js';
import { pairStateOf, type LogSide, type PairState, type VaultSide } from './pair-state.js';

const id = (digit: string): UniqueId => {
  const text = digit.repeat(32);
  if (!isUniqueId(text)) throw new Error(`${text} is no unique id`);
  return text;
};

const [ownLog, otherLog, ownVault, otherVault] = [id('1'), id('2'), id('a'), id('b')];
const block = (to: number): NumberBlock => ({ to: workerNo(to), by: `take ${String(to)}` });

const log = (lastBlock: NumberBlock | null = null, more: Partial<LogSide['ids']> = {}): LogSide => ({
  ids: { log: ownLog, vault: ownVault, ...more },
  lastBlock,
});

const vault = (more: Partial<VaultSide> = {}): VaultSide => ({
  ids: { vault: ownVault, log: ownLog },
  hasLastBlock: false,
  lastNumber: 0,
  strangers: 0,
  ...more,
});

const noted = (to: number): Partial<VaultSide> => ({ hasLastBlock: true, lastNumber: to });
const unbound: Partial<VaultSide> = { ids: { vault: ownVault, log: null } };

describe('a log and a vault', () => {
  it.each<readonly [string, LogSide | null, VaultSide | null, PairState]>([
    ['where neither is there', null, null, { kind: 'none' }],
    ['where the vault was made and no log begun', null, vault(unbound), { kind: 'vault only' }],
    ['where the vault was not told its log yet', log(), vault(unbound), { kind: 'unbound' }],
    ['of which nobody has a number yet', log(), vault(), { kind: 'even' }],
    ['with the same last block', log(block(2_000)), vault(noted(2_000)), { kind: 'even' }],
    [
      'where a block is noted and not taken yet',
      log(),
      vault({ lastNumber: 1_000 }),
      { kind: 'vault ahead', lastNumber: 1_000 },
    ],
    [
      'where the log was put back',
      log(block(1_000)),
      vault(noted(3_000)),
      { kind: 'vault ahead', lastNumber: 3_000 },
    ],
    ['where the vault is missing', log(), null, { kind: 'vault missing' }],
    ['where the log is missing', null, vault(), { kind: 'log missing' }],
    [
      'where the log names another vault',
      log(null, { vault: otherVault }),
      vault(),
      { kind: 'foreign', isVaultNew: false },
    ],
    [
      'where the vault names another log',
      log(null, { log: otherLog }),
      vault(),
      { kind: 'foreign', isVaultNew: false },
    ],
    [
      'where the log names another vault, which was told no log yet',
      log(null, { vault: otherVault }),
      vault(unbound),
      { kind: 'foreign', isVaultNew: true },
    ],
    [
      'where the log names another vault, which was told no log yet and has given numbers',
      log(null, { vault: otherVault }),
      vault({ ...unbound, lastNumber: 1_000 }),
      { kind: 'foreign', isVaultNew: false },
    ],
    [
      'where the last block is not noted',
      log(block(2_000)),
      vault({ lastNumber: 1_000 }),
      { kind: 'vault behind', lacksBlock: true, strangers: 0 },
    ],
    [
      'where a block with that last number is noted, but not this one',
      log(block(2_000)),
      vault({ lastNumber: 2_000 }),
      { kind: 'vault behind', lacksBlock: true, strangers: 0 },
    ],
    [
      'where the last block is noted and persons of it have no key',
      log(block(2_000)),
      vault({ ...noted(2_000), strangers: 2 }),
      { kind: 'vault behind', lacksBlock: false, strangers: 2 },
    ],
    [
      'where the last block is not noted and persons of it have no key',
      log(block(2_000)),
      vault({ strangers: 4 }),
      { kind: 'vault behind', lacksBlock: true, strangers: 4 },
    ],
    [
      'where the vault lacks keys and has noted more than the log',
      log(block(2_000)),
      vault({ ...noted(9_000), strangers: 1 }),
      { kind: 'vault behind', lacksBlock: false, strangers: 1 },
    ],
    [
      'where the vault was told no log and lacks the last block',
      log(block(1_000)),
      vault(unbound),
      { kind: 'vault behind', lacksBlock: true, strangers: 0 },
    ],
    [
      'of two ledgers, whatever else they lack',
      log(block(1_000), { vault: otherVault }),
      vault({ strangers: 3 }),
      { kind: 'foreign', isVaultNew: false },
    ],
  ])('%s', (_what, ofLog, ofVault, pairState) => {
    expect(pairStateOf(ofLog, ofVault)).toStrictEqual(pairState);
  });
});
