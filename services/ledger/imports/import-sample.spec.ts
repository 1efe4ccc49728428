import { patience } from '@ledger/test/journeys/support/patience.js';
import { sheets, type Sheet } from '@ledger/test/journeys/support/sample.js';
import { codesOf, importTestFile } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { totalsBy, type Measured } from '@ledger/test/support/totals.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { registeredAs } from '@ledger/test/support/register.js';
import { caseRecorded } from '@ledger/schema/events/case.js';
import { typesOf } from '@ledger/schema/events/event-shape.js';
import { workerRegistered } from '@ledger/schema/events/registry.js';
import { isOneOf } from '../kernel/domain-event.js';
import { sliceNameOf } from '../kernel/ids.js';
import type { Report } from './import-report.js';

/**
 * The seven sample sheets of trade unions, imported with the embedded event store and database into a separate folder.
 */
let ledger: TestLedger;
const reports = new Map<string, Report>();

const importSheet = ({ file, name }: Sheet, time: string): Promise<Report> =>
  importTestFile(ledger.write, file, { id: `${name}-${time}` });

beforeAll(async () => {
  ledger = await openLedger();
  for (const sheet of sheets) reports.set(sheet.name, await importSheet(sheet, 'first'));
  await ledger.fold();
}, patience);
afterAll(() => ledger.close());

/** The totals of a sheet for its own year and its own district, including all lower districts. */
const totalsOf = ({ year, district }: Sheet, field: 'kind' | 'month' | 'recorded') => {
  const prefix = district.replace(/(00)+$/, '');
  return totalsBy(ledger, field, {
    district: { from: prefix.padEnd(6, '0'), to: prefix.padEnd(6, '9') },
    month: { from: `${String(year)}-01`, to: `${String(year)}-12` },
  });
};

const byKey = (groups: Readonly<Record<string, Measured>>, change: (value: Measured) => unknown): unknown =>
  Object.fromEntries(Object.entries(groups).map(([key, value]) => [key, change(value)]));

const inHours = ({ minutes, ...rest }: Measured): unknown => ({ ...rest, hours: minutes / 60 });

const ofMonth = ({ acts, headcount, amountFen, paidFen }: Measured): unknown => ({
  acts,
  headcount,
  amountFen,
  paidFen,
});

const cases = typesOf([caseRecorded]);
const registrations = typesOf([workerRegistered]);

test('the notes of the sample tell how its cases ended', async () => {
  const ends: Record<string, number> = {};
  for (const { event } of await ledger.events()) {
    if (!isOneOf(cases, event) || event.data.result === null) continue;
    const { outcome, satisfied } = event.data.result;
    const end = `${String(outcome)}, satisfied ${String(satisfied)}`;
    ends[end] = (ends[end] ?? 0) + 1;
  }
  expect(ends).toStrictEqual({
    'mediated, satisfied null': 627,
    'sent-to-arbitration, satisfied null': 21,
    'not-mediated, satisfied null': 9,
    'closed, satisfied true': 69,
  });
});

/**
 * Membership numbers whose first row is refused, and the details in the next row, which is accepted (lines 3112, 3125
 * and 894).
 */
const registeredLater = [
  ['KQ900001', { name: '王伟', occupation: '家政服务员', employer: '曹操出行' }],
  ['KQ900005', { name: '李强', occupation: '家政服务员', employer: '曹操出行' }],
  ['SY900001', { name: '王伟', occupation: '家政服务员', employer: '圆通速递' }],
] as const;

test.each(registeredLater)(
  '%s is registered as its accepted row says, not its refused one',
  async (number, said) => {
    expect(await registeredAs(ledger, number)).toStrictEqual({ ...said, sex: 'male' });
  },
);

test.each(['KQ900002', 'KQ900003', 'SY900002'])('%s, of a refused row only, is nobody', async (number) => {
  expect(await registeredAs(ledger, number)).toBeNull();
});

test('the register of the sample is what accepted acts have brought', async () => {
  const events = (await ledger.events()).map(({ event }) => event);
  const acts = new Set(actsInForce(await ledger.events()).map(({ act }) => act));
  const registered = events.flatMap((event) => (isOneOf(registrations, event) ? [event.data.act] : []));
  expect(registered.filter((act) => act === null || !acts.has(act))).toStrictEqual([]);
  expect(events.filter(({ type }) => type === 'DetailsContradicted')).toStrictEqual([]);
});

test('the sample is seven sheets', () => {
  expect(sheets).toHaveLength(7);
});

describe.each(sheets)('the sheet $name', (sheet) => {
  it('is accepted and refused row by row as it promises', () => {
    const report = reports.get(sheet.name) ?? { rows: 0, accepted: 0, refused: [] };
    expect({ rows: report.rows, accepted: report.accepted, refused: codesOf(report) }).toStrictEqual({
      rows: sheet.rows,
      accepted: sheet.accepted,
      refused: sheet.rejected.map(({ row, code }) => [row, code]),
    });
  });

  it('gives the totals by kind that it promises, to the fen and to the person', async () => {
    expect(byKey(await totalsOf(sheet, 'kind'), inHours)).toStrictEqual(sheet.kinds);
  });

  it('gives the totals by month that it promises', async () => {
    expect(byKey(await totalsOf(sheet, 'month'), ofMonth)).toStrictEqual(sheet.months);
  });

  it('gives the acts and the people of its year that it promises', async () => {
    const years = Object.values(await totalsOf(sheet, 'recorded'));
    expect(years.map(({ acts, people }) => [acts, people])).toStrictEqual([
      [sheet.acceptedInYear, sheet.people],
    ]);
  });
});

describe('the seven sheets imported again', () => {
  it(
    'answer DUPLICATE to every accepted row, accept no other, and write nothing but that they came',
    async () => {
      const before = (await ledger.events()).length;
      const totals = await totalsBy(ledger, 'kind');
      for (const sheet of sheets) {
        const report = await importSheet(sheet, 'second');
        const refusedBefore = new Set(sheet.rejected.map(({ row }) => row));
        const codes = codesOf(report).filter(([row]) => !refusedBefore.has(row));
        expect([report.rows, report.accepted, report.refused.length]).toStrictEqual([
          sheet.rows,
          0,
          sheet.rows,
        ]);
        expect(codes).toHaveLength(sheet.accepted);
        expect(new Set(codes.map(([, code]) => code))).toStrictEqual(new Set(['DUPLICATE']));
      }
      const added = (await ledger.events()).slice(before);
      expect([...new Set(added.map(({ stream }) => sliceNameOf(stream)))]).toStrictEqual(['import']);
      expect(added.filter(({ event }) => event.type === 'ImportDone').length).toBe(sheets.length);
      expect(await totalsBy(ledger, 'kind')).toStrictEqual(totals);
    },
    patience,
  );
});
