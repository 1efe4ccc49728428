import { officeCode, soleOffice } from '../kernel/identifiers.js';
import { membership, nationalId } from '@ledger/test/support/identifiers.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { numbersStream } from '../kernel/ids.js';
import { blockSize } from '../numbers/numbers-decider.js';
import type { LookUp } from '../ports/key-vault.js';
import type { People } from './worker-numbers.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const member = (value: string, office: string = soleOffice): LookUp => ({
  by: 'membership',
  office: officeCode(office),
  value: membership(value),
});
const citizen = (value: string): LookUp => ({ by: 'national-id', value: nationalId(value) });
const id = '33060219900101001X';

const people = (): People => ledger.write.people;
const numbersFor = (...lookUps: readonly LookUp[]): Promise<readonly number[]> =>
  people().numbersFor(lookUps, caseworker);

/** The blocks of worker numbers that were taken, by first and last number. */
const blocks = async (): Promise<unknown> =>
  (await ledger.events()).filter(({ stream }) => stream === numbersStream).map(({ event }) => event.data);

describe('the numbers of people', () => {
  it('are given in order to whoever is unknown', async () => {
    expect(await numbersFor(member('M-1'), citizen(id), member('M-2'))).toStrictEqual([1, 2, 3]);
    expect(await blocks()).toStrictEqual([{ from: 1, to: blockSize }]);
  });

  it('are the same whenever somebody is looked up again', async () => {
    await numbersFor(member('M-1'), member('M-2'));
    expect(await numbersFor(member('M-2'), member('M-3'), member('M-1'))).toStrictEqual([2, 3, 1]);
    expect(await ledger.writer().people.numbersFor([member('M-3')], caseworker)).toStrictEqual([3]);
  });

  it('are one for one person, however often that is named at once', async () => {
    expect(await numbersFor(member('M-1'), member('M-2'), member('M-1'))).toStrictEqual([1, 2, 1]);
  });

  it('are different for the same membership number of two offices, and for another kind of number', async () => {
    expect(await numbersFor(member('1', 'kq'), member('1', 'sy'), citizen(id))).toStrictEqual([1, 2, 3]);
  });

  it('are asked for nobody without taking a block', async () => {
    expect(await numbersFor()).toStrictEqual([]);
    expect(await blocks()).toStrictEqual([]);
  });

  it('are taken in blocks, the next one when the last is used up', async () => {
    const many = Array.from({ length: blockSize + 1 }, (_, index) => member(`M-${String(index)}`));
    expect(await numbersFor(...many)).toStrictEqual(many.map((_, index) => index + 1));
    expect(await blocks()).toStrictEqual([
      { from: 1, to: blockSize },
      { from: blockSize + 1, to: 2 * blockSize },
    ]);
  });

  it('come from another block for another writer: what the first has left is a gap', async () => {
    await numbersFor(member('M-1'));
    const second = ledger.writer().people;
    expect(await second.numbersFor([member('M-2')], caseworker)).toStrictEqual([blockSize + 1]);
    expect(await numbersFor(member('M-3'))).toStrictEqual([2]);
  });

  it('are never given twice, however many ask at once', async () => {
    const [one, other] = [ledger.writer().people, ledger.writer().people];
    const asked = Array.from({ length: 40 }, (_, index) =>
      (index % 2 === 0 ? one : other).numbersFor([member(`M-${String(index)}`)], caseworker),
    );
    const fresh = [one.freshNumber(caseworker), other.freshNumber(caseworker)];
    const given = [...(await Promise.all(asked)).flat(), ...(await Promise.all(fresh))];
    expect(new Set(given).size).toBe(42);
    expect(await blocks()).toHaveLength(2);
  });

  it('are one for one person, however many meet that person at once', async () => {
    const writers = Array.from({ length: 8 }, () => ledger.writer().people);
    const given = await Promise.all(writers.map((each) => each.numbersFor([member('M-1')], caseworker)));
    expect(new Set(given.flat()).size).toBe(1);
    expect(await people().find(member('M-1'))).toBe(given[0]?.[0]);
  });

  it('are given without any look-up too, to a new person each time', async () => {
    expect(await people().freshNumber(caseworker)).toBe(1);
    expect(await people().freshNumber(caseworker)).toBe(2);
    expect(await numbersFor(member('M-1'))).toStrictEqual([3]);
  });

  it('are taken by somebody', async () => {
    await numbersFor(member('M-1'));
    const [taken] = await ledger.events();
    expect(taken?.origin).toMatchObject(caseworker);
  });
});

describe('somebody', () => {
  it('is found by membership number or national id, and nobody is found by another', async () => {
    await numbersFor(member('M-1'), citizen(id));
    expect(await people().find(member('M-1'))).toBe(1);
    expect(await people().find(citizen(id))).toBe(2);
    expect(await people().find(member('M-1', 'kq'))).toBeNull();
    expect(await people().find(citizen('330602199001010028'))).toBeNull();
  });

  it('who is only looked for gets no number', async () => {
    expect(await people().find(member('M-1'))).toBeNull();
    expect(await blocks()).toStrictEqual([]);
    expect(await numbersFor(member('M-2'))).toStrictEqual([1]);
  });
});
