import type { EventLog } from '../ports/event-log.js';
import { actsElsewhere } from '../use-cases/acts-elsewhere.js';
import { correcting, reading, reversing } from '@ledger/test/support/acts.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { appendingThrough } from '@ledger/test/support/overtaken.js';
import { csv, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { fen } from '../kernel/money.js';
import type { Report } from './import-report.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const row = (reference: string, more: Cells = {}): Cells => ({
  reference,
  kind: '证书',
  district: '330603',
  date: '2026-03-01',
  headcount: '1',
  ...more,
});
const check = (reference: string, membership: string, more: Cells = {}): Cells =>
  row(reference, { kind: '免费体检', membership, name: '王小明', sex: '男', amount: '800', ...more });

let importRecords = 0;
const of = (office: string, ...rows: readonly Cells[]): Promise<Report> => {
  importRecords += 1;
  return importTestSheet(ledger.write, sheet(csv(...rows)), { id: `sheet ${String(importRecords)}`, office });
};

/** The id of the act that an office has recorded under a reference, read from the log. */
const actOf = async (office: string, reference: string): Promise<string> => {
  const acts = actsInForce(await ledger.events());
  return acts.find((act) => act.office === office && act.reference === reference)?.act ?? 'none';
};

describe('rows that another office has recorded, too', () => {
  it('are accepted, and named with its act: the reference and all else must be the same', async () => {
    await of('sy', row('R-1'), row('R-2'), check('R-3', 'M-1', { note: '复查' }), check('R-4', 'M-2'));
    const report = await of(
      'kq',
      ...[row('ｒ–1'), row('R-2', { date: '2026-03-02' }), row('R-5')],
      ...[check('R-3', 'm-1', { note: '复查' }), check('R-4', 'M-2', { name: '李' })],
    );
    expect(report).toStrictEqual({
      ...{ rows: 5, accepted: 5, refused: [] },
      elsewhere: [
        { row: 2, office: 'SY', act: await actOf('SY', 'R-1') },
        { row: 5, office: 'SY', act: await actOf('SY', 'R-3') },
      ],
    });
  });

  it('are found with every other office, the ledger’s own, too', async () => {
    await of('ledger', row('R-1'));
    await of('sy', row('R-1'));
    expect((await of('kq', row('R-1'))).elsewhere).toStrictEqual([
      { row: 2, office: 'LEDGER', act: await actOf('LEDGER', 'R-1') },
      { row: 2, office: 'SY', act: await actOf('SY', 'R-1') },
    ]);
  });

  it('are not told of refused rows, nor again when the sheet is imported again', async () => {
    await of('sy', row('R-1'), row('R-2'));
    await of('kq', row('R-1'));
    const report = await of('kq', row('R-1'), row('R-2', { district: '' }));
    expect([report.refused.length, 'elsewhere' in report]).toStrictEqual([2, false]);
  });

  it('are found by what the other act is now: a reversed one is none, a corrected one another', async () => {
    await of('sy', row('R-1', { amount: '5' }), row('R-2', { amount: '5' }));
    const { amending } = ledger.write;
    await amending.amend(reversing(await actOf('SY', 'R-1'), 'reverse'));
    await amending.amend(correcting(await actOf('SY', 'R-2'), { amountFen: fen(600) }, 'correct'));
    const rows = [row('R-1', { amount: '5' }), row('R-2', { amount: '5' }), row('R-3')];
    expect('elsewhere' in (await of('kq', ...rows))).toBe(false);
    const corrected = await of('yc', row('R-2', { amount: '6' }));
    expect(corrected.elsewhere).toStrictEqual([{ row: 2, office: 'SY', act: await actOf('SY', 'R-2') }]);
  });

  it('are of the same number in both offices: a number that nobody has there is somebody else’s paper', async () => {
    await of('sy', check('R-1', 'M-1'));
    expect('elsewhere' in (await of('kq', check('R-1', 'M-9')))).toBe(false);
  });

  it.each(['before', 'after'])(
    'are told once where the import was killed %s its acts were named',
    async (when) => {
      await of('sy', row('R-1'), row('R-2'));
      const dying = ledger.writer((log) =>
        appendingThrough(log, async (chain) => {
          const isKilled = chain.some(({ events }) => events[0]?.event.type === 'RowsAccepted');
          if (isKilled && when === 'before') throw new Error('killed');
          const appended = await log.append(chain);
          if (isKilled) throw new Error('killed');
          return appended;
        }),
      );
      const both = sheet(csv(row('R-1'), row('R-2')));
      await expect(importTestSheet(dying, both, { id: 'x', office: 'kq' })).rejects.toThrow('killed');
      const report = await importTestSheet(ledger.write, both, { id: 'x', office: 'kq' });
      expect(report.elsewhere?.map(({ row: line, office }) => [line, office])).toStrictEqual([
        [2, 'SY'],
        [3, 'SY'],
      ]);
    },
  );
});

it('looks among all offices at once: as many reads of the log for many offices as for one', async () => {
  const { vault, ids, write } = ledger;
  const readsFor = async (reference: string): Promise<readonly number[]> => {
    const reads: number[] = [];
    const readStreams: EventLog['readStreams'] = (streams) => {
      reads.push(streams.length);
      return ledger.log.readStreams(streams);
    };
    const find = actsElsewhere({ log: { ...ledger.log, readStreams }, vault, ids, people: write.people });
    await find([reading('certificate', { reference, office: 'kq' })]);
    return reads;
  };
  await of('sy', row('R-1'));
  // Streams per read of the log: the list of offices; the reservations of each other office and of the ledger's own
  // office; the streams of the acts.
  expect(await readsFor('R-1')).toStrictEqual([1, 2, 1]);
  await of('yc', row('R-1'));
  await of('sc', row('R-1'));
  expect(await readsFor('R-1')).toStrictEqual([1, 4, 3]);
  expect(await readsFor('R-2')).toStrictEqual([1, 4]);
});
