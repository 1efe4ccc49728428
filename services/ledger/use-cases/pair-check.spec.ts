import { personWith } from '@ledger/test/support/identifiers.js';
import { soleOffice } from '../kernel/identifiers.js';
import { freshStream, newEvent, newEvents } from '@ledger/test/contract/event-log/event-log-setup.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { workerNo, workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import type { NotedVault, Subject } from '../ports/key-vault.js';
import type { PairState } from '../ports/pair-state.js';
import type { SentPerson } from '../reading/person-reader.js';

let ledger: TestLedger;
let orders = 0;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const command = () => {
  orders += 1;
  return { commandId: `c-${String(orders)}`, key: `k-${String(orders)}`, by: caseworker, office: soleOffice };
};

const register = async (person: SentPerson, writer = ledger.write): Promise<void> => {
  expect((await writer.registering.register(soleOffice, personWith(person), command())).kind).toBe(
    'recorded',
  );
};

/** The notes of a vault that has lost the keys of these persons, including the marks of destroyed keys. */
const lacking = (lost: readonly Subject[]): NotedVault['notes'] => {
  const { notes } = ledger;
  return {
    ids: () => notes.ids(),
    bind: (log) => notes.bind(log),
    hasBlock: (block) => notes.hasBlock(block),
    lastNumber: () => notes.lastNumber(),
    known: async (subjects) => {
      const known = await notes.known(subjects);
      return new Set([...known].filter((subject) => !lost.includes(subject)));
    },
    erasing: () => notes.erasing(),
    erasedBefore: (at, limit) => notes.erasedBefore(at, limit),
  };
};

const pairStateWithout = (
  workers: readonly WorkerNo[],
  depth: 'blocks' | 'persons' = 'persons',
): Promise<PairState> => ledger.pairState(depth, lacking(workers.map(workerStreamOf)));

const [one, two, three] = [workerNo(1), workerNo(2), workerNo(3)];
const behind = (strangers: number) => ({ kind: 'vault behind', lacksBlock: false, strangers });
const even = { kind: 'even' };

describe('persons without key and mark make a vault behind', () => {
  it('if they are registered with a number of the last block and have sealed details', async () => {
    await register({ membership: 'M-1' });
    await register({ name: '李雷' });
    await register({ phone: '13957512345', sex: 'male' });
    expect(await pairStateWithout([])).toStrictEqual(even);
    expect(await pairStateWithout([one])).toStrictEqual(behind(1));
    expect(await pairStateWithout([one, two, three])).toStrictEqual(behind(3));
  });

  it('if sealed details came later', async () => {
    await register({ sex: 'male' });
    expect(await pairStateWithout([one])).toStrictEqual(even);
    await ledger.write.registering.correct(one, { name: '李雷' }, command());
    expect(await pairStateWithout([one])).toStrictEqual(behind(1));
  });

  it('not if nothing of them is sealed', async () => {
    await register({ sex: 'male', employer: '闪送绍兴站' });
    expect(await pairStateWithout([one])).toStrictEqual(even);
  });

  it('not if they were erased', async () => {
    await register({ name: '李雷' });
    await ledger.write.registering.erase(one, command());
    expect(await pairStateWithout([one])).toStrictEqual(even);
  });

  it('not if they are nobody yet: a number alone needs no key', async () => {
    await ledger.write.people.freshNumber(caseworker);
    expect(await pairStateWithout([one])).toStrictEqual(even);
  });

  it('not if their number is of an earlier block: a start looks at the last one', async () => {
    await register({ name: '李雷' });
    await register({ name: '韩梅梅' }, ledger.writer());
    expect(await pairStateWithout([one])).toStrictEqual(even);
    expect(await pairStateWithout([workerNo(1_001)])).toStrictEqual(behind(1));
  });

  it('also where thousands of events were recorded since the block was taken', async () => {
    await register({ name: '李雷' });
    await ledger.log.append([{ stream: freshStream(), expected: 'none', events: newEvents(2_500) }]);
    await register({ name: '韩梅梅' });
    expect(await pairStateWithout([one, two])).toStrictEqual(behind(2));
    expect(await pairStateWithout([])).toStrictEqual(even);
  });

  it('not if their stream holds what this version cannot read: the others count', async () => {
    await register({ name: '李雷' });
    await register({ name: '韩梅梅' });
    const stream = workerStreamOf(one);
    await ledger.log.append([{ stream, expected: 0, events: [newEvent()] }]);
    await expect(ledger.log.readStreams([stream])).rejects.toThrow('cannot be read');
    expect(await pairStateWithout([one, two])).toStrictEqual(behind(1));
  });

  it('not for reading commands, which do not look at persons', async () => {
    await register({ name: '李雷' });
    expect(await pairStateWithout([one], 'blocks')).toStrictEqual(even);
  });
});
