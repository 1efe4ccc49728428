import { membership as membershipNumber, personWith } from '@ledger/test/support/identifiers.js';
import { soleOffice } from '../kernel/identifiers.js';
import { caseworker, recordCommand, member, reading } from '@ledger/test/support/acts.js';
import { openLedger, type TestLedger, type Writer } from '@ledger/test/support/ledger.js';
import { Mortal } from '@ledger/test/support/mortal.js';
import { boundDeciders } from './bound-deciders.js';
import { History } from '../engine/histories.js';
import { workerStreamOf, type WorkerNo } from '../kernel/ids.js';

type Order = Readonly<{ what: string; run: (writer: Writer, membership: string) => Promise<unknown> }>;

const orders: readonly Order[] = [
  {
    what: 'registering a member',
    run: ({ registering }, membership) =>
      registering.register(soleOffice, personWith({ membership, name: `姓名 ${membership}` }), {
        commandId: `register ${membership}`,
        key: `register ${membership}`,
        by: caseworker,
      }),
  },
  {
    what: 'recording the first act of a member',
    run: ({ recording }, membership) =>
      recording.record([
        recordCommand(
          reading('health-check', { person: member(membership), name: '李雷', reference: membership }),
          `act of ${membership}`,
        ),
      ]),
  },
];

const gapsMax = 40;

describe.each(orders)('a process that is killed while $what', ({ run }) => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await openLedger({ where: 'memory' });
  });
  afterEach(() => ledger.close());

  const numberOf = (membership: string): Promise<WorkerNo | null> =>
    ledger.write.people.find({ by: 'membership', office: soleOffice, value: membershipNumber(membership) });

  const isRegistered = async (worker: WorkerNo | null): Promise<boolean> => {
    if (worker === null) return false;
    const stream = workerStreamOf(worker);
    const read = (await ledger.log.readStreams([stream])).get(stream) ?? [];
    return boundDeciders.registry.stateOf(new History(stream, read)).kind === 'registered';
  };

  it('in any gap leaves a pair that the next may own, and no number is given twice', async () => {
    const given = new Map<WorkerNo, string>();
    const pairStates = new Set<string>();
    let gaps = 0;
    for (let survived = false; !survived && gaps < gapsMax; gaps += 1) {
      const mortal = new Mortal(gaps);
      const membership = `M-${String(gaps)}`;
      const writer = ledger.writer(mortal.log, mortal.vault);
      await run(writer, membership).catch(() => undefined);
      survived = !mortal.isDead;
      const pairState = await ledger.pairState();
      pairStates.add(pairState.kind);
      // A second process takes over. It first registers another member, then repeats the interrupted command.
      const next = ledger.writer();
      for (const each of [`${membership}-other`, membership]) {
        await run(next, each);
        const worker = await numberOf(each);
        expect([each, await isRegistered(worker)]).toStrictEqual([each, true]);
        if (worker !== null) {
          expect(given.get(worker)).toBeUndefined();
          given.set(worker, each);
        }
      }
      expect(await ledger.pairState()).toStrictEqual({ kind: 'even' });
    }
    // A person is registered in five steps: note in the vault, block of numbers, look-up, key, event in the log. The
    // process is killed before and after each step.
    expect(gaps).toBeGreaterThan(8);
    expect(gaps).toBeLessThan(gapsMax);
    expect([...pairStates].toSorted()).toStrictEqual(['even', 'vault ahead']);
  });
});
