import { existsSync, readdirSync } from 'node:fs';
import { sharedImport } from './support/imported.js';
import { patience } from './support/patience.js';
import { acceptedInAll, sheetOf, sheets, type Rejected, type Sheet } from './support/sample.js';
import { asked, jsonOf, statusOf } from './support/json-output.js';

const imported = sharedImport();

/** The sentence that says why a row is refused. */
const reason: unknown = expect.any(String);

/** The report that `import --json` must print for a sheet. */
const reportOf = ({ file, rows, accepted, rejected }: Sheet): unknown => ({
  file,
  rows,
  accepted,
  refused: rejected.map(({ row, code }) => ({ row, code, reason })),
});

type Report = Readonly<{ file: string; rows: number; accepted: number; refused: readonly Rejected[] }>;

const everything = ['--from', '2000-01', '--to', '2099-12'] as const;

/** Two sheets without a member in common. */
const [small, other] = [sheetOf('330825'), sheetOf('330521')];

describe('ledger import', () => {
  it(
    'takes the sheets of the sample in as they promise, and returns when the views have folded them',
    async () => {
      const { stage, place, ran } = imported();
      expect([ran.code, ran.stderr]).toStrictEqual([0, '']);
      expect(jsonOf(ran)).toStrictEqual(sheets.map(reportOf));
      const { events, position, views } = await statusOf(stage, place);
      const reached = views.map((view) => [view.ordinal, view.position, view.lag, view.stopped]);
      expect(reached).toStrictEqual(views.map(() => [events, position, 0, null]));
    },
    patience,
  );

  it(
    'answers DUPLICATE to every accepted row of a sheet that is imported again, and changes no total',
    async () => {
      const { stage, place } = imported();
      const before = await asked(stage, place, 'totals', ...everything, '--by', 'kind');
      const { rows, file, rejected } = other;
      const [report] = (await asked(stage, place, 'import', file)) as readonly Report[];
      const refused = report?.refused ?? [];
      const codes = new Map(rejected.map(({ row, code }) => [row, code]));
      expect(report).toStrictEqual({ file, rows, accepted: 0, refused });
      expect(refused).toStrictEqual(
        refused.map(({ row }) => ({ row, code: codes.get(row) ?? 'DUPLICATE', reason })),
      );
      expect(new Set(refused.map(({ row }) => row)).size).toBe(rows);
      expect(await asked(stage, place, 'totals', ...everything, '--by', 'kind')).toStrictEqual(before);
    },
    patience,
  );

  it(
    'takes in what it is given and nothing else: never the sample',
    async () => {
      const { stage } = imported();
      const place = stage.place();
      expect(await asked(stage, place, 'import', small.file, other.file)).toStrictEqual([
        reportOf(small),
        reportOf(other),
      ]);
      const rows = await asked(stage, place, 'totals', ...everything);
      const acts = (rows as readonly Readonly<{ acts: number }>[]).map((row) => row.acts);
      expect(acts).toStrictEqual([small.accepted + other.accepted]);
      expect(small.accepted + other.accepted).toBeLessThan(acceptedInAll);
    },
    patience,
  );

  it(
    'shows a person a table with the reasons, in the language of the terminal',
    async () => {
      const { stage } = imported();
      const shown = async (locale: string): Promise<readonly string[]> => {
        const environment = { LC_ALL: locale };
        const ran = await stage.ledgerIn(stage.place(), environment, 'import', small.file);
        expect([ran.code, ran.stderr]).toStrictEqual([0, '']);
        return ran.stdout.split('\n').map((line) => line.replaceAll(/ *│ */g, '|'));
      };
      const english = await shown('en_GB.UTF-8');
      const { file, rows, accepted, rejected } = small;
      const head = `${file}: ${String(rows)} rows, ${String(accepted)} accepted, ${String(rejected.length)} refused`;
      expect(english[0]).toBe(head);
      expect(english[2]).toBe('|row|code|reason|');
      const reported = english.slice(4, -2).map((line) => line.split('|').slice(1, 3));
      expect(reported).toStrictEqual(rejected.map(({ row, code }) => [String(row), code]));
      const first = `|${String(rejected[0]?.row)}|UNKNOWN_KIND|`;
      expect(english[4]).toBe(`${first}there is no kind of service “免费按摩”; is it “免费体检”?|`);
      expect((await shown('zh_CN.UTF-8'))[4]).toBe(`${first}没有“免费按摩”这个服务类别；是不是“免费体检”？|`);
    },
    patience,
  );

  it(
    'judges a dry run as it would take it in, and leaves nothing behind',
    async () => {
      const { stage, place } = imported();
      const empty = stage.place();
      expect(await asked(stage, empty, 'import', '--dry-run', small.file)).toStrictEqual([reportOf(small)]);
      expect([existsSync(empty.data), existsSync(empty.masterKey)]).toStrictEqual([false, false]);
      expect(readdirSync(empty.root)).toStrictEqual([]);
      const { events } = await statusOf(stage, place);
      const [again] = (await asked(stage, place, 'import', '--dry-run', small.file)) as readonly unknown[];
      expect(again).toMatchObject({ rows: small.rows, accepted: 0 });
      expect((await statusOf(stage, place)).events).toBe(events);
      const { stdout } = await stage.ledger(empty, 'import', '--dry-run', small.file);
      expect(stdout).toMatch(
        new RegExp(`: ${String(small.rows)} rows, ${String(small.accepted)} would be accepted, `),
      );
    },
    patience,
  );

  it(
    'keeps the references and members of another office apart',
    async () => {
      const { stage } = imported();
      const place = stage.place();
      await asked(stage, place, 'import', small.file, '--office', '330825');
      const [report] = (await asked(
        stage,
        place,
        'import',
        small.file,
        '--office',
        '330825.2',
      )) as readonly Readonly<{
        elsewhere: readonly unknown[];
      }>[];
      const { elsewhere = [], ...reported } = report ?? {};
      expect(reported).toStrictEqual(reportOf(small));
      // Both offices imported the same sheet, so each accepted row must be reported as recorded by another office.
      // Attendance rows would not be reported.
      expect(elsewhere).toHaveLength(small.accepted);
    },
    patience,
  );

  it(
    'is not taken in without an office, once one has recorded: by a server, without one, and on trial',
    async () => {
      const { stage } = imported();
      const place = stage.place();
      await asked(stage, place, 'import', small.file, '--office', '330825');
      const sentence = `${small.file}: say which office submits it: offices have recorded under codes of their own (330825)\n`;
      const refused = async (...options: readonly string[]): Promise<void> => {
        const { code, stdout, stderr } = await stage.ledger(place, 'import', small.file, ...options);
        expect([code, stdout, stderr]).toStrictEqual([2, '', sentence]);
      };
      await refused();
      await refused('--dry-run');
      const server = await stage.serve(place);
      await refused();
      await refused('--dry-run');
      await server.stop();
    },
    patience,
  );
});
