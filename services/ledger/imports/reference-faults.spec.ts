import { correcting, reversing } from '@ledger/test/support/acts.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { faultSheet, faultText } from '@ledger/test/support/fault-sheets.js';
import { codesOf, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { sheet as sheetOf } from '@ledger/test/support/sheets.js';
import { totalsBy } from '@ledger/test/support/totals.js';
import { fen } from '../kernel/money.js';
import type { SheetSource } from '../ports/sheet-source.js';
import type { Report } from './import-report.js';

/** Sheets that are imported again after their acts were reversed or corrected. */
let ledger: TestLedger;
let importRecords = 0;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const importSheet = (source: SheetSource): Promise<Report> => {
  importRecords += 1;
  return importTestSheet(ledger.write, source, { id: `again-${String(importRecords)}` });
};

const firstAct = async (): Promise<string> => actsInForce(await ledger.events())[0]?.act ?? '';

test('a sheet whose first act was reversed as a duplicate records nothing when it comes again', async () => {
  const sheet = await faultSheet('17-reversed-then-again.csv');
  await importSheet(sheet);
  const act = await firstAct();
  const order = reversing(act, 'reverse');
  const amendment = { type: 'ReverseAct', act, reason: '重复', ground: 'duplicate' } as const;
  await ledger.write.amending.amend({ ...order, amendment });
  const { refused } = await importSheet(sheet);
  expect(refused).toMatchObject([
    { row: 2, code: 'REVERSED', because: { reference: 'M17-1', ground: 'duplicate' } },
    { row: 3, code: 'DUPLICATE' },
  ]);
  expect(await totalsBy(ledger, 'kind')).toMatchObject({
    'condolence-payment': { acts: 1, amountFen: 50_000, paidFen: 50_000 },
  });
});

test('the corrected sheet of a corrected act is a duplicate, the old one is told of the correction', async () => {
  const right = await faultSheet('18-corrected-row.csv');
  const old = sheetOf((await faultText('18-corrected-row.csv')).replace(',600,', ',500,'));
  await importSheet(old);
  await ledger.write.amending.amend(correcting(await firstAct(), { amountFen: fen(60_000) }, 'correct'));
  expect(codesOf(await importSheet(right))).toStrictEqual([[2, 'DUPLICATE']]);
  const [refused] = (await importSheet(old)).refused;
  expect([refused?.row, refused?.code]).toStrictEqual([2, 'REF_REUSED']);
  expect(Object.keys(refused?.because ?? {})).toStrictEqual(['reference', 'corrected']);
});
