import { appendBytesMax } from '@ledger/infra/event-log/eventstoredb/eventstore-limits.js';
import { importTestSheet } from '../../support/sheet-imports.js';
import { openLedger, type TestLedger } from '../../support/ledger.js';
import { appendingThrough } from '../../support/overtaken.js';
import { csv, sheet, type Cells } from '../../support/sheets.js';
import type { Append, EventLog } from '@ledger/ledger/ports/event-log.js';
import { attendanceMax } from '@ledger/ledger/acts/act-policies.js';
import { textMax } from '@ledger/ledger/use-cases/record-act-command.js';

/**
 * An EventStoreDB server accepts at most a million bytes in one append. Rows that are judged together share a flush but
 * not an append: each command appends to each stream separately. So even the rows of a full session stay far below the
 * limit.
 */
const longest = '云'.repeat(textMax.note);
const longestEvery = 100;
const session: Cells = {
  reference: 'S-1',
  kind: '技能培训',
  district: '330603',
  date: '2024-03-01',
  sessions: '1',
};
const attendance = (number: number): Cells => ({
  ...session,
  sessions: '',
  reference: `R-${String(number)}`,
  session: 'S-1',
  headcount: '1',
  membership: `M-${String(number)}`,
  name: '古'.repeat(textMax.name),
  note: number % longestEvery === 0 ? longest : '',
});

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const bytesOf = ({ events }: Append): number =>
  events.reduce((sum, each) => sum + Buffer.byteLength(JSON.stringify(each)), 0);

it('the attendances of a full session, some as long as they can be, are far below the size of an append', async () => {
  const sizes: number[] = [];
  const weighing = (log: EventLog): EventLog =>
    appendingThrough(log, (chain) => {
      sizes.push(...chain.map(bytesOf));
      return log.append(chain);
    });
  const rows = Array.from({ length: attendanceMax }, (_, index) => attendance(index));
  const report = await importTestSheet(ledger.writer(weighing), sheet(csv(session, ...rows)), { id: 'long' });
  expect(report).toStrictEqual({ rows: rows.length + 1, accepted: rows.length + 1, refused: [] });
  expect(sizes.length).toBeGreaterThan(rows.length);
  expect(Math.max(...sizes)).toBeGreaterThan(longest.length);
  expect(Math.max(...sizes)).toBeLessThan(appendBytesMax / 10);
});
