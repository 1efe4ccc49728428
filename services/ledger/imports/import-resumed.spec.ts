import { patience } from '@ledger/test/journeys/support/patience.js';
import { codesOf, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger, type Writer } from '@ledger/test/support/ledger.js';
import { sequential, sleeper } from '@ledger/test/support/sequential.js';
import { csv, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { totalsBy } from '@ledger/test/support/totals.js';
import type { TextSource } from '../ports/sheet-source.js';
import { charsKeptMax } from './sheet-scan.js';

const row = (reference: string, more: Cells = {}): Cells => ({
  reference,
  kind: '技能培训',
  district: '330603',
  date: '2026-03-01',
  headcount: '1',
  ...more,
});

/**
 * One row of each sort: a session after its attendance, a person with a yearly limit, a case, a refused row, a
 * duplicate.
 */
const rows: readonly Cells[] = [
  row('R-1', { session: 'S-1', membership: 'M-1' }),
  row('R-2', { kind: '免费体检', membership: 'M-1', amount: '800', name: '王强', note: '正常' }),
  row('R-3', { kind: '免费体检', membership: 'M-1', amount: '800' }),
  row('R-4', { kind: '疗休养', session: 'S-2', membership: 'M-2', amount: '900' }),
  row('R-4', { kind: '疗休养', session: 'S-2', membership: 'M-2', amount: '900' }),
  row('S-1', { sessions: '1', headcount: '2' }),
  row('R-5', { kind: '维权热线', amount: '300', note: '调解成功' }),
  row('R-6', { date: '明天' }),
  // If this row were judged again after the next row, it would be refused for another reason.
  row('R-7', { kind: '免费体检', membership: 'M-3', amount: '9999' }),
  row('R-8', { kind: '免费体检', membership: 'M-3', amount: '800' }),
  row('S-2', { kind: '疗休养', sessions: '1', headcount: '2' }),
];
const source = sheet(csv(...rows));

const importSheet = (writer: Writer, from: TextSource = source): ReturnType<typeof importTestSheet> =>
  importTestSheet(writer, from, { id: 'the-sheet' });

/** Events that an interrupted import may group differently or write twice. */
const isBookkeeping = new Set(['NumbersTaken', 'ReferenceReserved', 'RowsAccepted', 'RowsRefused']);

/** The state that must be the same with and without an interruption. */
const stateOf = async (ledger: TestLedger): Promise<unknown> => {
  const events = await ledger.events();
  const types = events.map(({ event }) => event.type).toSorted();
  return {
    acts: actsInForce(events)
      .map(({ reference, commandId }) => [reference, commandId])
      .toSorted(),
    counted: types.filter((type) => !isBookkeeping.has(type)),
    totals: await totalsBy(ledger, 'kind'),
  };
};

describe('an import that is interrupted', () => {
  it(
    'in front of any of its appends can be resumed, and leaves what an uninterrupted one leaves',
    async () => {
      const whole = await openLedger({ where: 'memory' });
      let appends = 0;
      const report = await importSheet(
        whole.writer((log) =>
          sequential(log, async () => {
            appends += 1;
          }),
        ),
      );
      expect(codesOf(report)).toStrictEqual([
        [4, 'ONCE_PER_YEAR'],
        [6, 'DUPLICATE'],
        [9, 'BAD_DATE'],
        [10, 'OVER_CAP'],
      ]);
      const expected = await stateOf(whole);
      await whole.close();
      expect(appends).toBeGreaterThan(15);
      for (let last = 0; last < appends; last += 1) {
        const ledger = await openLedger({ where: 'memory' });
        let before = 0;
        const dying = ledger.writer((log) =>
          sequential(log, async () => {
            if (before === last) throw new Error('the machine lost its power');
            before += 1;
          }),
        );
        await expect(importSheet(dying)).rejects.toThrow('the machine lost its power');
        expect([last, await importSheet(ledger.writer())]).toStrictEqual([last, report]);
        expect([last, await stateOf(ledger)]).toStrictEqual([last, expected]);
        await ledger.close();
      }
    },
    patience,
  );
});

describe('an import that another writer gets in the way of', () => {
  it('keeps no refusal that rests on an act which was not written', async () => {
    const ledger = await openLedger({ where: 'memory' });
    const fromClient = sheet(csv(row('R-1', { kind: '证书' })));
    const { gate, asleep, wake } = sleeper(({ stream }) => stream === 'ref-LEDGER-R-1');
    const text = csv(
      row('R-1', { kind: '免费体检', membership: 'M-1', amount: '800' }),
      row('R-2', { kind: '免费体检', membership: 'M-1', amount: '9999' }),
    );
    const report = importSheet(
      ledger.writer((log) => sequential(log, gate)),
      sheet(text),
    );
    await asleep;
    await importTestSheet(ledger.write, fromClient, { id: 'desk' });
    wake();
    expect(codesOf(await report)).toStrictEqual([
      [2, 'REF_REUSED'],
      [3, 'OVER_CAP'],
    ]);
    const kept = (await ledger.events()).filter(({ stream }) => stream === 'import-the-sheet');
    expect(kept.map(({ event }) => event.type)).toStrictEqual([
      'ImportReceived',
      'ImportBegun',
      'RowsRefused',
      'ImportDone',
    ]);
    expect(await importSheet(ledger.writer(), sheet(text))).toStrictEqual(await report);
    await ledger.close();
  });
});

describe('an import that is resumed on another day', () => {
  it('judges by the day on which it was opened', async () => {
    const ledger = await openLedger({ where: 'memory', now: '2026-03-10T02:00:00.000Z' });
    const { gate, asleep } = sleeper(({ stream }) => stream.startsWith('ref-'));
    const text = csv(row('R-1'), row('R-2', { date: '2026-03-11' }));
    void importSheet(
      ledger.writer((log) => sequential(log, gate)),
      sheet(text),
    );
    await asleep;
    ledger.clock.set('2026-03-12T02:00:00.000Z');
    expect(codesOf(await importSheet(ledger.writer(), sheet(text)))).toStrictEqual([[3, 'DATE_IN_FUTURE']]);
    await ledger.close();
  });
});

describe('an import', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await openLedger({ where: 'memory' });
  });
  afterEach(() => ledger.close());

  it('that is done answers the same when it is resumed, and writes nothing', async () => {
    const report = await importSheet(ledger.write);
    const before = await ledger.events();
    expect(await importSheet(ledger.writer())).toStrictEqual(report);
    expect(await ledger.events()).toStrictEqual(before);
  });

  /** A sheet whose file cannot be read once: at reading number `at`, counted from 1. */
  const flickering = (text: string, at: number): TextSource & Readonly<{ readings: () => number }> => {
    const steady = sheet(text);
    let readings = 0;
    return {
      name: steady.name,
      readings: () => readings,
      bytes: async function* () {
        readings += 1;
        if (readings === at) throw new Error('the stick was pulled out');
        yield* steady.bytes();
      },
    };
  };

  it.each([1, 2])('whose file disappears at reading %i begins when it is there again', async (reading) => {
    const from = flickering(csv(...rows), reading);
    await expect(importSheet(ledger.write, from)).rejects.toMatchObject({ code: 'UNREADABLE', line: null });
    expect(await ledger.events()).toStrictEqual([]);
    expect((await importSheet(ledger.write, from)).accepted).toBe(7);
  });

  it(
    'of a sheet too long to be kept goes on when its file is there again',
    async () => {
      const long = row('X-1', { date: '明天', note: 'x'.repeat(charsKeptMax / 40) });
      const many = Array.from({ length: 40 }, () => long);
      const from = flickering(csv(...rows, ...many), 3);
      await expect(importSheet(ledger.write, from)).rejects.toMatchObject({ code: 'UNREADABLE', line: null });
      expect(actsInForce(await ledger.events())).toStrictEqual([]);
      const { rows: count, accepted } = await importSheet(ledger.write, from);
      expect([from.readings(), count, accepted]).toStrictEqual([7, rows.length + many.length, 7]);
    },
    patience,
  );
});
