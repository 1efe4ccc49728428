import { patience } from '@ledger/test/journeys/support/patience.js';
import { reversingAndReleasing } from '@ledger/test/support/acts.js';
import { inAWord } from '@ledger/test/support/contest.js';
import { codesOf, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { csv, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { nothing, totalsBy } from '@ledger/test/support/totals.js';
import { rowsTogether } from './import-batch.js';

let ledger: TestLedger;
let importRecords = 0;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
  importRecords = 0;
});
afterEach(() => ledger.close());

const row = (reference: string, more: Cells = {}): Cells => ({
  reference,
  kind: '技能培训',
  district: '330603',
  date: '2026-03-01',
  headcount: '1',
  ...more,
});
const session = (reference: string, more: Cells = {}): Cells =>
  row(reference, { headcount: '2', sessions: '1', hours: '1.5', ...more });
const attendance = (reference: string, of: string, membership: string, more: Cells = {}): Cells =>
  row(reference, { session: of, membership, ...more });

/** Imports the rows as a new import. Returns line and code of every refused row. */
const refusedIn = async (...rows: readonly Cells[]): Promise<unknown> => {
  importRecords += 1;
  return codesOf(
    await importTestSheet(ledger.write, sheet(csv(...rows)), { id: `sheet-${String(importRecords)}` }),
  );
};

const references = async (): Promise<readonly unknown[]> =>
  actsInForce(await ledger.events()).map(({ reference }) => reference);

const three = [
  attendance('R-1', 'S-1', 'M-1'),
  attendance('R-2', 'S-1', 'M-2'),
  attendance('R-3', 'S-1', 'M-3'),
];

describe('attendance', () => {
  const attended = {
    'skills-training': { ...nothing, acts: 4, headcount: 3, sessions: 1, minutes: 90, people: 3 },
  };

  it('stands behind its session', async () => {
    expect(await refusedIn(session('S-1'), ...three)).toStrictEqual([]);
    expect(await references()).toStrictEqual(['S-1', 'R-1', 'R-2', 'R-3']);
    expect(await totalsBy(ledger, 'kind')).toStrictEqual(attended);
  });

  it('stands before its session, which is judged first', async () => {
    expect(await refusedIn(...three, session('S-1'))).toStrictEqual([]);
    expect(await references()).toStrictEqual(['S-1', 'R-1', 'R-2', 'R-3']);
    expect(await totalsBy(ledger, 'kind')).toStrictEqual(attended);
  });

  it('stands on both sides of its session', async () => {
    const [first, ...rest] = three;
    expect(await refusedIn(first ?? {}, session('S-1'), ...rest)).toStrictEqual([]);
    expect(await totalsBy(ledger, 'kind')).toStrictEqual(attended);
  });

  it('of a kind with a rule stands at home in the year of its person, and counts at the session', async () => {
    const trip = { kind: '疗休养', amount: '1000' };
    const rows = three.map((each) => ({ ...each, ...trip }));
    expect(await refusedIn(...rows, session('S-1', { kind: '疗休养' }))).toStrictEqual([]);
    expect(await totalsBy(ledger, 'kind')).toStrictEqual({
      recuperation: {
        ...nothing,
        acts: 4,
        headcount: 3,
        sessions: 1,
        minutes: 90,
        people: 3,
        amountFen: 300_000,
        paidFen: 300_000,
      },
    });
  });

  it.each([
    ['behind', [session('S-1')], []],
    ['before', [], [session('S-1')]],
  ])(
    'is found where its session stands far %s it',
    async (_where, before, behind) => {
      const between = Array.from({ length: rowsTogether + 1 }, (_, index) =>
        row(`X-${String(index)}`, { kind: '慰问品', headcount: '0', items: '1' }),
      );
      const middle = before.length === 0 ? [...three, ...between] : [...between, ...three];
      expect(await refusedIn(...before, ...middle, ...behind)).toStrictEqual([]);
      expect(await totalsBy(ledger, 'kind')).toStrictEqual({
        ...attended,
        'comfort-parcel': { ...nothing, acts: rowsTogether + 1, items: rowsTogether + 1 },
      });
    },
    patience,
  );
});

describe('there is no session', () => {
  const [first] = three;
  const alone = [first ?? {}];

  const others: readonly (readonly [what: string, rows: readonly Cells[]])[] = [
    ['where no row has the reference', []],
    ['where the row names a person', [session('S-1', { membership: 'M-9' })]],
    ['where the row states no session', [session('S-1', { sessions: '0' })]],
    ['where the row belongs to a session itself', [session('S-0'), session('S-1', { session: 'S-0' })]],
  ];

  it.each(others)('%s', async (_what, rows) => {
    expect(await refusedIn(...rows, ...alone)).toStrictEqual([[rows.length + 2, 'UNKNOWN_SESSION']]);
  });

  it.each(others)('%s, behind the attendance', async (_what, rows) => {
    expect(await refusedIn(...alone, ...rows)).toStrictEqual([[2, 'UNKNOWN_SESSION']]);
  });

  it.each([
    ['before it', [session('S-1', { date: '明天' }), ...alone], [2, 'BAD_DATE'], [3, 'UNKNOWN_SESSION']],
    ['behind it', [...alone, session('S-1', { date: '明天' })], [2, 'UNKNOWN_SESSION'], [3, 'BAD_DATE']],
  ])('where its row was refused, %s', async (_where, rows, ...refusals) => {
    expect(await refusedIn(...rows)).toStrictEqual(refusals);
    expect(await references()).toStrictEqual([]);
  });

  it.each([
    ['before it', [row('S-1'), session('S-1'), ...alone], [3, 'REF_REUSED'], [4, 'UNKNOWN_SESSION']],
    ['behind it', [row('S-1'), ...alone, session('S-1')], [3, 'UNKNOWN_SESSION'], [4, 'REF_REUSED']],
  ])('where its reference was used for something else, %s', async (_where, rows, ...refusals) => {
    expect(await refusedIn(...rows)).toStrictEqual(refusals);
    expect(await references()).toStrictEqual(['S-1']);
  });

  it('where it was in another sheet', async () => {
    await refusedIn(session('S-1'));
    expect(await refusedIn(...alone)).toStrictEqual([[2, 'UNKNOWN_SESSION']]);
  });

  it('where it has changed since it was in another sheet', async () => {
    await refusedIn(session('S-1'));
    expect(await refusedIn(...alone, session('S-1', { place: '别处' }))).toStrictEqual([
      [2, 'UNKNOWN_SESSION'],
      [3, 'REF_REUSED'],
    ]);
  });
});

describe('a session', () => {
  it('that is a duplicate takes attendance, before it and behind it', async () => {
    await refusedIn(session('S-1'), ...three.slice(0, 1));
    expect(await refusedIn(...three.slice(0, 2), session('S-1'), ...three.slice(2))).toStrictEqual([
      [2, 'DUPLICATE'],
      [4, 'DUPLICATE'],
    ]);
    expect(await references()).toStrictEqual(['S-1', 'R-1', 'R-2', 'R-3']);
  });

  it('in its right form stands though a wrong one stood before', async () => {
    const rows = [session('S-1', { date: '明天' }), ...three, session('S-1')];
    expect(await refusedIn(...rows)).toStrictEqual([[2, 'BAD_DATE']]);
  });

  it('keeps its first form where a second one follows', async () => {
    const rows = [...three, session('S-1'), session('S-1', { headcount: '50' }), session('S-1')];
    expect(await refusedIn(...rows)).toStrictEqual([
      [6, 'REF_REUSED'],
      [7, 'DUPLICATE'],
    ]);
  });

  it('is attended by nobody twice, wherever it is said', async () => {
    const again = (reference: string): Cells => attendance(reference, 'S-1', 'M-1');
    expect(await refusedIn(again('R-8'), session('S-1'), again('R-9'))).toStrictEqual([
      [4, 'ALREADY_ATTENDED'],
    ]);
    expect(await refusedIn(session('S-1'), again('R-10'))).toStrictEqual([
      [2, 'DUPLICATE'],
      [3, 'ALREADY_ATTENDED'],
    ]);
  });

  it('that was reversed with its attendance can be imported again', async () => {
    const rows = [...three.slice(0, 1), session('S-1')];
    await refusedIn(...rows);
    const acts = actsInForce(await ledger.events()).toReversed();
    for (const { act } of acts) {
      expect(inAWord(await ledger.write.amending.amend(reversingAndReleasing(act, `reverse ${act}`)))).toBe(
        'recorded',
      );
    }
    expect(await references()).toStrictEqual([]);
    expect(await refusedIn(...rows)).toStrictEqual([]);
    expect(await references()).toStrictEqual(['S-1', 'R-1']);
    expect(await totalsBy(ledger, 'month')).toStrictEqual({
      '2026-03': { ...nothing, acts: 2, headcount: 2, sessions: 1, minutes: 90, people: 1 },
    });
  });
});
