import { personWith } from '@ledger/test/support/identifiers.js';
import { soleOffice } from '../kernel/identifiers.js';
import { newEvent } from '@ledger/test/contract/event-log/event-log-setup.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { workerNo, workerStreamOf, type WorkerNo } from '../kernel/ids.js';
import { keylessPersons } from './keyless-persons.js';
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

const register = async (...persons: readonly SentPerson[]): Promise<void> => {
  for (const person of persons)
    expect((await ledger.write.registering.register(soleOffice, personWith(person), command())).kind).toBe(
      'recorded',
    );
};

/** The keyless persons if the vault had lost the keys of these workers. */
const without = (...lost: readonly WorkerNo[]): Promise<readonly WorkerNo[]> =>
  keylessPersons(ledger.log, {
    known: async (subjects) => {
      const known = await ledger.notes.known(subjects);
      return new Set(
        [...known].filter((subject) => !lost.map(workerStreamOf).some((each) => each === subject)),
      );
    },
  });

const [one, two, three] = [workerNo(1), workerNo(2), workerNo(3)];

describe('persons without a key', () => {
  it('are none where the vault is whole', async () => {
    await register({ name: '李雷' }, { sex: 'male' }, { membership: 'M-1' });
    await ledger.write.registering.erase(one, command());
    expect(await without()).toStrictEqual([]);
  });

  it('are those with sealed details that the vault does not know, of every block', async () => {
    await register({ name: '李雷' }, { sex: 'male' }, { membership: 'M-1' });
    const { registering } = ledger.writer();
    await registering.register(soleOffice, personWith({ phone: '13957512345' }), command());
    expect(await without(workerNo(1_001), three, two, one)).toStrictEqual([one, three, 1_001]);
  });

  it('are also those whose details were sealed later', async () => {
    await register({ sex: 'male' });
    await ledger.write.registering.correct(one, { name: '李雷' }, command());
    expect(await without(one)).toStrictEqual([one]);
  });

  it('are not those who were erased', async () => {
    await register({ name: '李雷' }, { name: '韩梅梅' });
    await ledger.write.registering.erase(one, command());
    expect(await without(one, two)).toStrictEqual([two]);
  });

  it('are told beside events that nobody can read', async () => {
    await register({ name: '李雷' });
    await ledger.log.append([{ stream: workerStreamOf(one), expected: 0, events: [newEvent()] }]);
    expect(await without(one)).toStrictEqual([one]);
  });
});
