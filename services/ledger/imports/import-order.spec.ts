import { patience } from '@ledger/test/journeys/support/patience.js';
import { codesOf, importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger, type Writer } from '@ledger/test/support/ledger.js';
import { appendingThrough, turnedRound } from '@ledger/test/support/overtaken.js';
import { csv, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { openingEvents } from '../acts/opening-events.js';
import { importEvents } from '../import-record/import-record-decider.js';
import { isOneOf } from '../kernel/domain-event.js';
import type { EventLog, Recorded } from '../ports/event-log.js';
import type { Report } from './import-report.js';

const row = (reference: string, kind: string, more: Cells = {}): Cells => ({
  reference,
  kind,
  district: '330603',
  date: '2026-03-01',
  headcount: '1',
  ...more,
});
const check = (reference: string, membership: string, amount = '800'): Cells =>
  row(reference, '免费体检', { membership, amount });

/**
 * A mixture of acts, refusals that do not depend on other rows, and refusals that depend on the act in the row before.
 */
const rows: readonly Cells[] = [
  row('R-1', '慰问金', { membership: 'M-1', amount: '100' }),
  row('R-2', '证书', { date: '明天' }),
  check('R-3', 'M-1'),
  check('R-4', 'M-1'),
  row('R-5', '证书', { membership: 'M-2' }),
  row('R-5', '证书', { membership: 'M-2' }),
  check('R-6', 'M-3', '9999'),
  check('R-7', 'M-3'),
  row('R-8', '技能培训', { session: 'S-0', membership: 'M-2' }),
  row('S-1', '技能培训', { sessions: '1', headcount: '2' }),
  row('R-9', '技能培训', { session: 'S-1', membership: 'M-2' }),
  row('R-10', '技能培训', { session: 'S-1', membership: 'M-2' }),
  row('R-11', '慰问金', { membership: 'M-2', amount: '100' }),
  row('R-11', '慰问金', { membership: 'M-2', amount: '200' }),
  row('R-12', '证书', { date: '后天' }),
];
const refusedRows = [
  [3, 'BAD_DATE'],
  [5, 'ONCE_PER_YEAR'],
  [7, 'DUPLICATE'],
  [8, 'OVER_CAP'],
  [10, 'UNKNOWN_SESSION'],
  [13, 'ALREADY_ATTENDED'],
  [15, 'REF_REUSED'],
  [16, 'BAD_DATE'],
] as const;

const importSheet = (writer: Writer): Promise<Report> =>
  importTestSheet(writer, sheet(csv(...rows)), { id: 'the-sheet' });

/** The lines of acts that the log contains before it contains the refusals of all earlier lines. */
const actsWithoutRefusals = (events: readonly Recorded[]): readonly number[] => {
  const kept = new Set<number>();
  const without: number[] = [];
  for (const { event, origin } of events) {
    if (isOneOf(importEvents, event) && event.type === 'RowsRefused')
      for (const { row: line } of event.data.refused) kept.add(line);
    if (!isOneOf(openingEvents, event)) continue;
    const line = Number(origin.commandId.split(':')[1]);
    if (refusedRows.some(([refused]) => refused < line && !kept.has(refused))) without.push(line);
  }
  return without;
};

/** The lines of refusals that depend on an act but come before that act in the log. */
const refusalsWithoutActs = (events: readonly Recorded[]): readonly number[] => {
  const restsOn = new Map([
    [5, 4],
    [7, 6],
    [13, 12],
    [15, 14],
  ]);
  const written = new Set<number>();
  return events.flatMap(({ event, origin }) => {
    if (isOneOf(openingEvents, event)) written.add(Number(origin.commandId.split(':')[1]));
    if (!isOneOf(importEvents, event) || event.type !== 'RowsRefused') return [];
    return event.data.refused.flatMap(({ row: line }) => {
      const act = restsOn.get(line);
      return act === undefined || written.has(act) ? [] : [line];
    });
  });
};

/** A log that accepts this many appends and then fails, as if its writer had lost power. */
const dyingAfter = (log: EventLog, chains: number): EventLog => {
  let taken = 0;
  return appendingThrough(log, async (chain) => {
    taken += 1;
    if (taken > chains) throw new Error('the machine lost its power');
    return log.append(chain);
  });
};

const logs: readonly (readonly [string, (log: EventLog) => EventLog])[] = [
  ['in the order of its calls', (log) => log],
  ['in the reverse order', turnedRound],
];

const inALedger = async <T>(work: (ledger: TestLedger) => Promise<T>): Promise<T> => {
  const ledger = await openLedger({ where: 'memory' });
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
};

describe.each(logs)('on a log that writes what it is handed at once %s', (_order, orderedBy) => {
  it('an import has no act without the refusals before it, and no refusal without what it rests on', () =>
    inALedger(async (ledger) => {
      expect(codesOf(await importSheet(ledger.writer(orderedBy)))).toStrictEqual(refusedRows);
      const events = await ledger.events();
      expect(actsWithoutRefusals(events)).toStrictEqual([]);
      expect(refusalsWithoutActs(events)).toStrictEqual([]);
    }));

  it(
    'so it is after every kill, and resuming the import reports the same',
    async () => {
      const report = await inALedger((ledger) => importSheet(ledger.write));
      let kills = 0;
      for (let isWhole = false; !isWhole; kills += 1) {
        isWhole = await inALedger(async (ledger) => {
          const writer = ledger.writer((log) => orderedBy(dyingAfter(log, kills)));
          const end = await importSheet(writer).catch((error: unknown) => error);
          expect(actsWithoutRefusals(await ledger.events())).toStrictEqual([]);
          expect([kills, await importSheet(ledger.writer())]).toStrictEqual([kills, report]);
          const acts = actsInForce(await ledger.events());
          expect([kills, acts.length]).toStrictEqual([kills, rows.length - refusedRows.length]);
          return !(end instanceof Error);
        });
      }
      expect(kills).toBeGreaterThan(15);
    },
    patience,
  );
});
