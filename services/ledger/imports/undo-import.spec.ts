import { reversing } from '@ledger/test/support/acts.js';
import { codesOf, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger, type Writer } from '@ledger/test/support/ledger.js';
import { sequential } from '@ledger/test/support/sequential.js';
import { csv, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { totalsBy } from '@ledger/test/support/totals.js';
import { patience } from '@ledger/test/journeys/support/patience.js';
import { importSummary, undoing, type Undone } from './undo-import.js';

const by = { actor: 'wang', role: 'caseworker', district: null };
const reason = '交错了：这是去年的表（王小明）';

const row = (reference: string, more: Cells = {}): Cells => ({
  reference,
  kind: '技能培训',
  district: '330603',
  date: '2026-03-01',
  headcount: '1',
  ...more,
});
const check = (reference: string, membership: string): Cells =>
  row(reference, { kind: '免费体检', membership, amount: '800' });

/** A sheet that was imported earlier and must not change. */
const before = csv(row('S-0', { sessions: '1', headcount: '2' }), check('R-0', 'M-0'));
/**
 * The sheet whose import is undone: a session with its attendance, attendance that is recorded in a passbook (a
 * worker's year), a case, and a row that is refused.
 */
const mistaken = csv(
  row('R-1', { session: 'S-1', membership: 'M-1' }),
  row('R-2', { kind: '疗休养', session: 'S-2', membership: 'M-2', amount: '900' }),
  row('R-3', { kind: '证书', membership: 'M-3' }),
  check('R-4', 'M-1'),
  row('S-1', { sessions: '1', headcount: '1' }),
  row('R-5', { kind: '维权热线', amount: '300', note: '调解成功' }),
  row('R-6', { kind: '驿站服务', headcount: '20' }),
  check('R-7', 'M-0'),
  row('S-2', { kind: '疗休养', sessions: '1', headcount: '1' }),
);

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
  await importTestSheet(ledger.write, sheet(before), { id: 'before' });
});
afterEach(() => ledger.close());

const undoOf = (write: Writer) => undoing({ log: ledger.log, vault: ledger.vault, ...write });

const undo = async (id: string, write = ledger.write): Promise<Undone> => {
  const undoer = undoOf(write);
  expect(await undoer.begin({ id, by }, reason)).toBeNull();
  return undoer.undo({ id, by, progress: () => undefined });
};

/** Totals without rows of zeros: an act that was reversed leaves a row of zeros. */
const counting = async (of: TestLedger, by: 'kind' | 'month' | 'district'): Promise<unknown> =>
  Object.entries(await totalsBy(of, by)).filter(([, sums]) => Object.values(sums).some((sum) => sum !== 0));

const totals = async (): Promise<unknown> => [
  await counting(ledger, 'kind'),
  await counting(ledger, 'month'),
  await counting(ledger, 'district'),
];

const importMistaken = (id = 'mistaken') => importTestSheet(ledger.write, sheet(mistaken), { id });

const actUnder = async (reference: string): Promise<string> => {
  const act = actsInForce(await ledger.events()).find((each) => each.reference === reference);
  return act?.act ?? '';
};

describe('undoing an import', () => {
  it('leaves the totals as they were, gives every reference free, and keeps whom it registered', async () => {
    const [then, acts] = [await totals(), actsInForce(await ledger.events())];
    const report = await importMistaken();
    expect(codesOf(report)).toStrictEqual([[9, 'ONCE_PER_YEAR']]);
    expect(await totals()).not.toStrictEqual(then);
    expect(await undo('mistaken')).toStrictEqual({ undone: 8, left: [] });
    expect(await totals()).toStrictEqual(then);
    expect(actsInForce(await ledger.events())).toStrictEqual(acts);
    const types = (await ledger.events()).map(({ event }) => event.type);
    expect(types.filter((type) => type === 'WorkerRegistered')).toHaveLength(4);
    expect(types.filter((type) => type === 'WorkerErased')).toHaveLength(0);
    const again = await importMistaken('corrected');
    expect(codesOf(again)).toStrictEqual([[9, 'ONCE_PER_YEAR']]);
  });

  it('gives each reversal the reason, and no event tells it in clear text', async () => {
    await importMistaken();
    await undo('mistaken');
    const reversals = (await ledger.events()).filter(({ event }) => event.type === 'ActReversed');
    expect(reversals).toHaveLength(8);
    expect(new Set(reversals.map(({ origin }) => origin.actor))).toStrictEqual(new Set(['wang']));
    const reasons = reversals.map(({ event }) => 'reason' in event.data && event.data.reason !== null);
    expect(new Set(reasons)).toStrictEqual(new Set([true]));
    expect(JSON.stringify(await ledger.events())).not.toMatch(/王小明/);
    expect((await importSummary(ledger, 'mistaken'))?.undo?.reason).toBe(reason);
  });

  it('leaves what others have reversed, and sessions that others attend, and names them', async () => {
    const then = await totals();
    await importMistaken();
    const [reversed, session] = [await actUnder('R-6'), await actUnder('S-1')];
    await ledger.write.amending.amend(reversing(reversed, 'by hand'));
    const guest = sheet(
      csv(row('G-1', { session: 'S-1', membership: 'M-9' }), row('S-1', { sessions: '1', headcount: '1' })),
    );
    const attended = await importTestSheet(ledger.write, guest, { id: 'guest' });
    expect(codesOf(attended)).toStrictEqual([[3, 'DUPLICATE']]);
    const left = [
      { row: 6, act: session, code: 'HAS_ATTENDANCE' },
      { row: 8, act: reversed, code: 'WRONG_STATE' },
    ];
    expect(await undo('mistaken')).toStrictEqual({ undone: 6, left });
    expect((await importSummary(ledger, 'mistaken'))?.undo).toMatchObject({ undone: 6, left });
    expect(await undo('guest')).toStrictEqual({ undone: 1, left: [] });
    expect(await ledger.write.amending.amend(reversing(session, 'now'))).toMatchObject({ kind: 'recorded' });
    expect(await totals()).toStrictEqual(then);
  });

  it('takes back what a correction left of an act', async () => {
    const then = await totals();
    await importMistaken();
    const command = reversing(await actUnder('R-4'), 'put right');
    const changes = { headcount: 3 };
    const corrected = await ledger.write.amending.amend({
      ...command,
      amendment: { type: 'CorrectAct', act: command.amendment.act, changes, reason: '三人' },
    });
    expect(corrected).toMatchObject({ kind: 'recorded' });
    expect(await undo('mistaken')).toStrictEqual({ undone: 8, left: [] });
    expect(await totals()).toStrictEqual(then);
  });

  it('is refused where there is nothing to undo, or not any more', async () => {
    const undoer = undoOf(ledger.write);
    expect(await undoer.begin({ id: 'nowhere', by }, reason)).toBe('UNKNOWN_IMPORT');
    await importMistaken();
    await undo('mistaken');
    const events = await ledger.events();
    expect(await undoer.begin({ id: 'mistaken', by }, reason)).toBe('ALREADY_UNDONE');
    expect(await undoer.undo({ id: 'mistaken', by, progress: () => undefined })).toMatchObject({
      undone: 8,
      left: [],
    });
    expect(await ledger.events()).toStrictEqual(events);
  });

  it(
    'that is interrupted in front of any append goes on, and comes to the same',
    async () => {
      const undone = async (dieBefore: number): Promise<readonly [unknown, number]> => {
        const own = await openLedger({ where: 'memory' });
        const ports = { log: own.log, vault: own.vault };
        await importTestSheet(own.write, sheet(before), { id: 'before' });
        const then = await counting(own, 'kind');
        await importTestSheet(own.write, sheet(mistaken), { id: 'mistaken' });
        let appends = 0;
        const dying = own.writer((log) =>
          sequential(log, async () => {
            if (appends === dieBefore) throw new Error('the machine lost its power');
            appends += 1;
          }),
        );
        const run = async (write: Writer): Promise<unknown> => {
          const undoer = undoing({ ...ports, ...write });
          await undoer.begin({ id: 'mistaken', by }, reason);
          return undoer.undo({ id: 'mistaken', by, progress: () => undefined });
        };
        if (dieBefore >= 0) await expect(run(dying)).rejects.toThrow('the machine lost its power');
        const result = await run(dieBefore >= 0 ? own.writer() : dying);
        expect([dieBefore, await counting(own, 'kind')]).toStrictEqual([dieBefore, then]);
        const reversals = (await own.events()).filter(({ event }) => event.type === 'ActReversed').length;
        await own.close();
        return [[result, reversals], appends];
      };
      const [whole, appends] = await undone(-1);
      expect([whole, appends > 10]).toStrictEqual([[{ undone: 8, left: [] }, 8], true]);
      for (let last = 0; last < appends; last += 1) {
        expect([last, (await undone(last))[0]]).toStrictEqual([last, whole]);
      }
    },
    patience,
  );
});
