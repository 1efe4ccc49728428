import { importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { openedSample, sampleWorkbooks } from '@ledger/test/support/sample-workbooks.js';
import { noRemarks } from './import-remarks.js';
import type { Report } from './import-report.js';

/**
 * Workbooks of three spreadsheet programs, and the same sheets as CSV. The report must not depend on the file format.
 */
let ofWorkbooks: TestLedger;
let ofCsv: TestLedger;
beforeAll(async () => {
  ofWorkbooks = await openLedger({ where: 'memory' });
  ofCsv = await openLedger({ where: 'memory' });
});
afterAll(async () => {
  await ofWorkbooks.close();
  await ofCsv.close();
});

/** The reports of the workbooks, by name. */
const reports = new Map<string, Report>();

const importSheet = async (ledger: TestLedger, path: string, id: string): Promise<Report> =>
  importTestSheet(ledger.write, await openedSample(path), { id });

const duplicates = ({ refused }: Report): number => refused.filter(({ code }) => code === 'DUPLICATE').length;

/** The report without the parts that only a workbook has: merged areas, hidden rows, worksheets. */
const common = ({ remarks, ...report }: Report): unknown => {
  const { heads, notRead, totals } = remarks ?? noRemarks;
  return {
    ...report,
    heads: [heads?.from ?? 1, heads?.to ?? 1],
    notRead: [notRead.columns, notRead.rows],
    totals,
  };
};

test('the sample has two hundred workbooks of three programs', () => {
  const programs = sampleWorkbooks.map(({ name }) => /-(\w+)\.xlsx$/.exec(name)?.[1]);
  const counted = (program: string): number => programs.filter((each) => each === program).length;
  expect(['openpyxl', 'xlsxwriter', 'libreoffice'].map(counted)).toStrictEqual([70, 70, 60]);
});

test.each(sampleWorkbooks)('$name gives the same report as its CSV, and the same acts', async (sample) => {
  const workbook = await importSheet(ofWorkbooks, sample.workbook, sample.name);
  const csv = await importSheet(ofCsv, sample.csv, sample.name);
  reports.set(sample.name, workbook);
  expect(common(workbook)).toStrictEqual(common(csv));
  const again = await importSheet(ofWorkbooks, sample.csv, `${sample.name}-again`);
  expect([again.accepted, duplicates(again)]).toStrictEqual([0, workbook.accepted]);
});

test('all workbooks together have what sheets have', () => {
  const all = [...reports.values()];
  const seen = (has: (report: Report) => boolean): boolean => all.some(has);
  expect(all.reduce((sum, { accepted }) => sum + accepted, 0)).toBeGreaterThan(500);
  expect({
    refused: seen(({ refused }) => refused.length > 0),
    hidden: seen(({ remarks }) => (remarks?.hidden.count ?? 0) > 0),
    merged: seen(({ remarks }) => (remarks?.merged.count ?? 0) > 0),
    otherWorksheets: seen(({ remarks }) => (remarks?.notRead.worksheets.count ?? 0) > 0),
    totals: seen(({ remarks }) => (remarks?.totals.length ?? 0) > 0),
    titles: seen(({ remarks }) => (remarks?.heads?.from ?? 1) > 2),
    twoLines: seen(({ remarks }) => remarks?.heads != null && remarks.heads.to > remarks.heads.from),
    addedColumns: seen(({ remarks }) => (remarks?.notRead.columns.count ?? 0) > 0),
    explained: seen(({ remarks }) => remarks?.notRead.worksheets.names[0] === '填写说明'),
  }).toStrictEqual({
    ...{ refused: true, hidden: true, merged: true, otherWorksheets: true, totals: true },
    ...{ titles: true, twoLines: true, addedColumns: true, explained: true },
  });
});
