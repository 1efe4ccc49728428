import fc from 'fast-check';
import { fen } from '@ledger/ledger/kernel/money.js';
import type { ActReading } from '@ledger/ledger/use-cases/record-act-command.js';
import { patience } from '../journeys/support/patience.js';
import { day, member, reading, recordCommand, reversing } from '../support/acts.js';
import { actOf } from '../support/contest.js';
import {
  actsIn,
  changing,
  correct,
  correctWorkbook,
  csvOf,
  exportActs,
  tableOf,
} from '../support/corrections.js';
import { openLedger, type TestLedger } from '../support/ledger.js';
import { propertyRuns } from '../support/test-extent.js';

/** Texts as offices write them, with beginnings that a spreadsheet program takes for formulas. */
const texts = fc
  .string({
    unit: fc.constantFrom("'", '=', '+', '-', '@', '＝', ',', '"', '\n', '0', '7', 'a', '王', '骑手'),
  })
  .map((text) => text.trim());

const act = fc.record({
  person: fc.option(fc.integer({ min: 1, max: 3 })),
  on: fc.integer({ min: 1, max: 28 }),
  place: texts,
  note: texts,
  employer: texts,
  headcount: fc.integer({ min: 1, max: 9 }),
  minutes: fc.integer({ min: 0, max: 600 }),
  amount: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
  isReversed: fc.boolean(),
});
type Drawn = typeof act extends fc.Arbitrary<infer T> ? T : never;

const orNull = (text: string): string | null => (text === '' ? null : text);
const dayOf = (date: number): string => `2026-02-${String(date).padStart(2, '0')}`;

const readingOf = (drawn: Drawn, index: number): ActReading =>
  reading('sports-day', {
    ...{ reference: `C-${String(index)}`, headcount: drawn.headcount, on: day(dayOf(drawn.on)) },
    ...{ person: drawn.person === null ? null : member(`M-${String(drawn.person)}`) },
    ...{ place: orNull(drawn.place), note: orNull(drawn.note), employer: orNull(drawn.employer) },
    ...{ minutes: drawn.minutes, hours: String(drawn.minutes / 60) },
    amountFen: drawn.amount === null ? null : fen(drawn.amount),
  });

/** Records the acts, reverses some, and returns their ids. */
const filled = async (ledger: TestLedger, drawn: readonly Drawn[]): Promise<readonly string[]> => {
  const { recording, amending } = ledger.write;
  const commands = drawn.map((each, index) => recordCommand(readingOf(each, index), `act ${String(index)}`));
  const acts = (await recording.record(commands)).map((outcome) => actOf(outcome) ?? '');
  for (const [index, each] of drawn.entries())
    if (each.isReversed) await amending.amend(reversing(acts[index] ?? '', `reverse ${String(index)}`));
  return acts;
};

/** New cells of an act, as an export writes them. */
const cells = fc.record(
  {
    日期: fc.integer({ min: 1, max: 28 }).map(dayOf),
    人次: fc.integer({ min: 1, max: 9 }).map(String),
    课时: fc.integer({ min: 0, max: 9 }).map(String),
    地点: fc.constantFrom('', '北站', '南站', '甲,"乙"'),
    备注: fc.constantFrom('', '到场', '补办'),
    单位: fc.constantFrom('', '某平台'),
  },
  { requiredKeys: [] },
);

describe('an export that is changed, handed in and exported again', () => {
  it(
    'is the same but for what was changed, and handed in once more changes nothing',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(act, { minLength: 1, maxLength: 4 }),
          fc.array(cells, { minLength: 4, maxLength: 4 }),
          async (drawn, changes) => {
            const ledger = await openLedger({ where: 'memory' });
            try {
              const acts = await filled(ledger, drawn);
              const before = tableOf(await exportActs(ledger));
              // A reversed act cannot be corrected: its row stays as it was exported.
              const table = acts.reduce(
                (each, id, index) =>
                  drawn[index]?.isReversed === true ? each : changing(each, id, changes[index] ?? {}),
                before,
              );
              const report = await correct(ledger.write, csvOf(table));
              expect(report.refused).toStrictEqual([]);
              expect(actsIn(tableOf(await exportActs(ledger)))).toStrictEqual(actsIn(table));
              const again = await correct(ledger.write, csvOf(table));
              expect(again).toMatchObject({ accepted: 0, unchanged: acts.length, refused: [] });
            } finally {
              await ledger.close();
            }
          },
        ),
        { numRuns: propertyRuns(100) },
      );
    },
    patience,
  );

  it(
    'as a workbook changes nothing if no cell was changed',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(act, { minLength: 1, maxLength: 4 }),
          fc.boolean(),
          async (drawn, names) => {
            const ledger = await openLedger({ where: 'memory' });
            try {
              const acts = await filled(ledger, drawn);
              const report = await correctWorkbook(
                ledger.write,
                await exportActs(ledger, { format: 'xlsx', names }),
              );
              expect(report).toMatchObject({ accepted: 0, unchanged: acts.length, refused: [] });
            } finally {
              await ledger.close();
            }
          },
        ),
        { numRuns: propertyRuns(30) },
      );
    },
    patience,
  );
});
